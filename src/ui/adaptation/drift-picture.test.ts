import { createElement } from 'react';
import { renderToStaticMarkup } from 'react-dom/server';
import { expect, it } from 'vitest';
import { adaptationFromSite, type GivenFile } from '#adaptation';
import { DriftPicture } from './drift-picture.tsx';

const HASH = 'f'.repeat(64);

/** Sixty studies whose numbers are spread evenly, every third with hemorrhage; from the least up, or mixed. */
const listed = (name: string, mixed = false): GivenFile => ({
  name,
  content: new TextEncoder().encode(
    [
      'study,any,verdict',
      ...Array.from(
        { length: 60 },
        (_, at) =>
          `${name} ${at},${(((at * (mixed ? 37 : 1)) % 60) + 0.5) / 60},${at % 3 === 0 ? 'hemorrhage' : 'none'}`,
      ),
    ].join('\n'),
  ),
});

const pictured = (against: string | null, mixed = false) => {
  const any = { highSensitivity: 0.3, balanced: 0.5, highSpecificity: 0.7 };
  const made = adaptationFromSite({
    studies: [],
    files: [listed('here.csv', mixed)],
    reference: listed('right.csv'),
    model: { manifest: { id: 'tiny', study: { operatingPoints: { any } } }, hash: HASH },
    seed: 1,
    rounds: 20,
  });
  expect(made.proposal.drift).not.toBeNull();
  return renderToStaticMarkup(createElement(DriftPicture, { made, against }));
};

it('the picture of drift names whose studies a site is held against: the model’s own, or those of a file', () => {
  const own = pictured(null);
  expect(own).toContain('>the model’s own</span>');
  const file = pictured('right.csv');
  expect(file).toContain('>right.csv</span>');
  expect(file).toContain('each value: here, and right.csv');
  expect(file).not.toContain('the model’s own');
});

it('says one word for both watches and what each of them found: a run of low values, all together the same, are no contradiction', () => {
  const run = pictured(null);
  expect(run).toContain('>Alarm<');
  expect(run).toMatch(/data-alarm="false"><dt>All together<.*They do not differ enough</);
  expect(run).toMatch(
    /data-alarm="true"><dt>Study after study<.*A run of lower values, noticed at study \d+<.*Both can be so/,
  );
  const still = pictured(null, true);
  expect(still).toContain('>No alarm<');
  expect(still).toMatch(/data-alarm="false"><dt>Study after study<.*No run of values</);
  expect(still).not.toContain('data-alarm="true"');
  expect(still).not.toContain('Both can be so');
});
