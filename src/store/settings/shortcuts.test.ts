import { describe, expect, it } from 'vitest';
import { actionOf, keyConflicts, keyName } from './shortcuts.ts';

const press = (key: string, shiftKey = false, code = '') => ({ key, shiftKey, code });

describe('keys', () => {
  it('do what product convention says', () => {
    expect(actionOf(press('1', false, 'Digit1'), {}, true)).toBe('preset-brain');
    expect(actionOf(press('#', true, 'Digit3'), {}, true)).toBe('preset-stroke-narrow');
    expect(actionOf(press('n'), {}, true)).toBe('next-flagged');
    expect(actionOf(press('N', true), {}, true)).toBe('previous-flagged');
    expect(actionOf(press('?', true), {}, true)).toBe('help');
    expect(actionOf(press(']'), {}, true)).toBe('next-study');
  });

  it('can be changed and switched off one by one', () => {
    const changes = { 'next-flagged': 'F', invert: '' };
    expect(actionOf(press('f'), changes, true)).toBe('next-flagged');
    expect(actionOf(press('n'), changes, true)).toBeNull();
    expect(actionOf(press('i'), changes, true)).toBeNull();
  });

  it('act only where they are no characters, once single characters are off', () => {
    expect(actionOf(press('n'), {}, false)).toBeNull();
    expect(actionOf(press('ArrowDown'), {}, false)).toBe('slice-down');
  });

  it('do not share a key as they come', () => {
    expect(keyConflicts({})).toEqual([]);
    expect(keyConflicts({ invert: 'N' })).toEqual([['next-flagged', 'invert']]);
  });

  it('are written as they are printed', () => {
    expect([press(' '), press('a'), press('A', true), press('End', true)].map(keyName)).toEqual([
      'Space',
      'A',
      'Shift+A',
      'Shift+End',
    ]);
  });
});

it('a second key acts for as long as the first is the standard one', () => {
  const redo = { key: 'Z', ctrlKey: true, shiftKey: true };
  const f1 = { key: 'F1', shiftKey: false };
  expect(actionOf(redo, {}, true)).toBe('redo');
  expect(actionOf({ key: 'y', ctrlKey: true, shiftKey: false }, {}, true)).toBe('redo');
  expect(actionOf(f1, {}, false)).toBe('help');
  expect(actionOf(redo, { redo: 'Ctrl+X' }, true)).toBeNull();
  expect(actionOf(f1, { help: '' }, true)).toBeNull();
  expect(actionOf(f1, { cine: 'F1' }, true)).toBe('cine');
});
