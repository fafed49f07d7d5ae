import { describe, expect, it } from 'vitest';
import { AppError, labelMap, notOk, ok, probability } from '#base';
import type { DecodedFrame } from '#dicom';
import { outcomeOf, type StudyFindings } from '#triage';
import { aHeader, aSeries, aStudy } from '../triage/study.fixture.ts';
import { both, finish, headFrame, setup } from './run-study.fixture.ts';
import { runStudy } from './run-study.ts';

const airFrame = (): DecodedFrame => ({
  rows: 64,
  columns: 64,
  pixels: new Uint16Array(64 * 64),
  lossy: false,
  notes: [],
});

const placesOf = ({ slices, notAnalysed }: StudyFindings) =>
  [...slices, ...notAnalysed].map(({ index }) => index as number).sort((a, b) => a - b);
const oneToTwentyFour = Array.from({ length: 24 }, (_, index) => index);

describe('runStudy', () => {
  it('gives every slice a finding and counts up to the end', async () => {
    const { run } = setup();
    const { events, findings } = await finish(run);
    expect(placesOf(findings)).toEqual(oneToTwentyFour);
    expect(events.filter(({ kind }) => kind === 'progress').at(-1)).toEqual({
      kind: 'progress',
      done: 24,
      total: 24,
    });
    expect(outcomeOf(findings)).toEqual({ kind: 'ranked' });
  });

  it('gives the same findings coarse to fine and in order', async () => {
    const coarse = await finish(setup().run);
    const inOrder = await finish(setup({ run: { schedule: 'in-order', batchSize: 1 } }).run);
    expect(coarse.findings).toEqual(inOrder.findings);
    expect(coarse.events.some(({ kind }) => kind === 'interim')).toBe(true);
    expect(inOrder.events.some(({ kind }) => kind === 'interim')).toBe(false);
  });

  it('decodes each slice once in a pass, though neighbors share it', async () => {
    const { run, decoded } = setup({ run: { schedule: 'in-order' } });
    await finish(run);
    expect([...decoded].sort((a, b) => a - b)).toEqual(oneToTwentyFour);
  });

  it('ranks a first guess from five glances', async () => {
    const { events } = await finish(setup().run);
    const before = events.slice(
      0,
      events.findIndex(({ kind }) => kind === 'interim'),
    );
    expect(before.filter(({ kind }) => kind === 'slice')).toHaveLength(5);
  });

  it.each([
    ['unsuspicious', 5, [[2, 7, 12, 17, 22]]],
    // Slice 2 comes first of equals: 1 and 3 are beside it, 0 and 4 beside those.
    [
      'suspicious',
      30,
      [
        [2, 7, 12, 17, 22],
        [0, 1, 2, 3, 4, 7, 12, 17, 22],
      ],
    ],
  ])('decodes before each guess only what it looks at: %s', async (_, tissueHu, expected) => {
    const { run, decoded } = setup({ decode: async () => ok(headFrame(tissueHu)) });
    const generator = runStudy(run, new AbortController().signal);
    const atGuess: number[][] = [];
    const follows: boolean[] = [];
    for (let step = await generator.next(); step.done !== true; step = await generator.next()) {
      if (step.value.kind !== 'interim') continue;
      atGuess.push([...decoded].sort((a, b) => a - b)); // Several are decoded at once, in any order.
      follows.push(step.value.closerLookFollows);
    }
    expect(atGuess).toEqual(expected);
    expect(follows).toEqual(expected.length === 1 ? [false] : [true, false]);
  });

  it('keeps nothing of the glance in the result', async () => {
    const asked: boolean[] = [];
    const { run } = setup({
      run: {
        predict: async (inputs) =>
          inputs.map((input) => {
            const center = (4 * 8 + 4) * 3;
            const glance =
              input[center] === input[center + 1] && input[center + 1] === input[center + 2];
            asked.push(glance);
            return both(labelMap(() => probability(glance ? 0.9 : 0.1)));
          }),
      },
    });
    const { events, findings } = await finish(run);
    const interim = events.find(({ kind }) => kind === 'interim');
    expect(interim?.kind === 'interim' ? interim.findings.probabilities.any : 0).toBe(
      probability(0.9),
    );
    expect(asked.filter((glance) => glance)).toHaveLength(5);
    expect(findings.slices.map(({ probabilities }) => probabilities.any as number)).toEqual(
      oneToTwentyFour.map(() => 0.1),
    );
  });

  it('counts slices, not looks at them', async () => {
    const { events } = await finish(setup().run);
    const done = events.flatMap((event) => (event.kind === 'progress' ? [event.done] : []));
    expect(done).toEqual([...done].sort((a, b) => a - b));
    expect(done.at(-1)).toBe(24);
  });

  it('goes on after a slice that does not decode, that throws or that is gone', async () => {
    const { run } = setup({
      decode: async (index) => {
        if (index === 3) return notOk('broken', 'the pixels end early');
        if (index === 9) throw new AppError('source-gone', 'The file is gone.');
        if (index === 10) throw new RangeError('a bug in a codec');
        return ok(headFrame(30, index));
      },
    });
    const { findings } = await finish(run);
    expect(placesOf(findings)).toEqual(oneToTwentyFour);
    expect(findings.notAnalysed.map(({ index, reason }) => [index, reason.code])).toEqual([
      [3, 'broken'],
      [9, 'source-gone'],
      [10, 'slice-failed'],
    ]);
    expect(outcomeOf(findings)).toEqual({ kind: 'partial', missing: 3, total: 24 });
  });

  it('does not ask the model about slices without brain, and says so', async () => {
    const { run, seen } = setup({ decode: async (i) => ok(i < 4 ? airFrame() : headFrame(30, i)) });
    const { findings } = await finish(run);
    expect(new Set(seen).size).toBe(1);
    expect(seen).toHaveLength(4 + 20); // Four glances that show brain, and every slice that holds it.
    expect(findings.notAnalysed.map(({ reason }) => reason.code)).toEqual(
      Array.from({ length: 4 }, () => 'no-brain'),
    );
    expect(outcomeOf(findings)).toEqual({ kind: 'ranked' });
  });

  it('sets aside a series that shows no head', async () => {
    const { findings } = await finish(setup({ decode: async () => ok(airFrame()) }).run);
    expect(outcomeOf(findings).kind).toBe('unsuitable');
    expect(findings.suitability.find(({ code }) => code === 'not-a-head')?.outcome).toBe('block');
  });

  it('reads no pixels of a series that its headers rule out', async () => {
    const { run, decoded } = setup({ slice: { modality: 'MR' } });
    const { findings } = await finish(run);
    expect(decoded).toEqual([]);
    expect(placesOf(findings)).toEqual(oneToTwentyFour);
    expect(outcomeOf(findings).kind).toBe('unsuitable');
  });

  it('gives every slice of every series a reason where none was chosen', async () => {
    const { run, decoded } = setup();
    const reason = { code: 'derived' as const, text: 'it is a reformat' };
    const first = aSeries(
      [0, 1].map((index) => aHeader(index, { sopInstanceUid: `1.1.${index}` })),
    );
    const other = aSeries([0].map((index) => aHeader(index, { sopInstanceUid: `1.2.${index}` })));
    const study = {
      ...aStudy(first),
      series: [
        { ...first, key: 'a', role: { kind: 'set-aside' as const, reason } },
        { ...other, key: 'b' },
      ],
      chosen: null,
    };
    const { findings } = await finish({ ...run, study });
    expect(decoded).toEqual([]);
    expect(placesOf(findings)).toEqual([0, 1, 2]);
    expect(findings.notAnalysed.map(({ reason: { code } }) => code)).toEqual([
      'derived',
      'derived',
      'not-chosen',
    ]);
    expect(outcomeOf(findings)).toMatchObject({
      kind: 'unsuitable',
      reasons: [{ text: 'it is a reformat' }],
    });
  });

  it('stands in for a neighbor of another size by the slice itself', async () => {
    const small = { ...airFrame(), rows: 32, columns: 32, pixels: new Uint16Array(32 * 32) };
    const { run } = setup({ decode: async (i) => ok(i === 5 ? small : headFrame(30, i)) });
    const { findings } = await finish(run);
    expect(placesOf(findings)).toEqual(oneToTwentyFour);
  });

  it('stops between slices when it is cancelled', async () => {
    const abort = new AbortController();
    const { run, decoded } = setup({ run: { schedule: 'in-order' } });
    const generator = runStudy(run, abort.signal);
    for (let step = await generator.next(); step.done !== true; step = await generator.next()) {
      if (step.value.kind === 'slice') break;
    }
    abort.abort();
    await expect(
      (async () => {
        for await (const _ of generator);
      })(),
    ).rejects.toThrow(/abort/i);
    // A batch of three with the model, one at its door, two prepared, and the last one's neighbor; not all 25.
    expect(decoded.length).toBeLessThanOrEqual(13);
  });

  it('passes on what the engine throws', async () => {
    const { run } = setup({
      run: {
        predict: async () => {
          throw new AppError('engine-lost', 'The device is lost.');
        },
      },
    });
    await expect(finish(run)).rejects.toThrow('The device is lost.');
  });

  it('judges slices along the study by their raw numbers and places in mm, where the package can', async () => {
    const asked: (readonly number[])[] = [];
    const { run } = setup({
      run: {
        alongSlices: (slices) => {
          asked.push(slices.map(({ mm }) => mm));
          return slices.map(({ raw }) => labelMap(() => probability(raw.any / 2)));
        },
      },
    });
    const alone = await finish(setup().run);
    const { findings } = await finish(run);
    expect(findings.slices.length).toBe(alone.findings.slices.length);
    expect(findings.probabilities.any).toBeLessThan(alone.findings.probabilities.any);
    const places = asked.at(-1) ?? [];
    expect(places.length).toBe(findings.slices.length);
    expect(places.slice(1).every((mm, at) => mm > (places[at] ?? 0))).toBe(true);
  });
});
