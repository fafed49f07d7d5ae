import { expect, it } from 'vitest';
import { holdOrPress } from './hold-or-press.ts';

function aSwitch() {
  const said: boolean[] = [];
  let on = false;
  const key = holdOrPress(
    () => on,
    (next) => {
      on = next;
      said.push(next);
    },
  );
  return { key, said };
}

it('a key that is pressed goes on, and off again', () => {
  const { key, said } = aSwitch();
  key.down(0);
  key.up(90);
  expect(said).toEqual([true]);
  key.down(2000);
  key.up(2080);
  expect(said).toEqual([true, false]);
});

it('a key that is held is on as long as that, however often the keyboard repeats it', () => {
  const { key, said } = aSwitch();
  for (const now of [0, 300, 330, 360, 900]) key.down(now);
  key.up(1000);
  expect(said).toEqual([true, false]);
});

it('held while it is on already, it goes off at once and stays off', () => {
  const { key, said } = aSwitch();
  key.down(0);
  key.up(50);
  key.down(1000);
  key.up(1900);
  expect(said).toEqual([true, false]);
});

it('other keys that go up change nothing', () => {
  const { key, said } = aSwitch();
  key.up(10);
  expect(said).toEqual([]);
});
