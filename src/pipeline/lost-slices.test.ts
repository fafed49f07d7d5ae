import { describe, expect, it } from 'vitest';
import { ok } from '#base';
import type { DecodedFrame } from '#dicom';
import { outcomeOf, prioritize, type StudyFindings } from '#triage';
import { finish, headFrame, setup } from './run-study.fixture.ts';

const COUNT = 18;
const frameOf = (index: number): DecodedFrame => headFrame(30 + (index % 5), index);
const blank = (): DecodedFrame => ({ ...headFrame(30), pixels: new Uint16Array(64 * 64) });

/** The lower half of the image is what air was stored as. */
function halved(frame: DecodedFrame): DecodedFrame {
  const pixels = frame.pixels.slice();
  pixels.fill(0, pixels.length / 2);
  return { ...frame, pixels };
}

/** A cut below the middle leaves enough skull round the brain above it. */
function trimmed(frame: DecodedFrame): DecodedFrame {
  const pixels = frame.pixels.slice();
  pixels.fill(0, 64 * 46);
  return { ...frame, pixels };
}

async function findingsOf(decode: (index: number) => DecodedFrame): Promise<StudyFindings> {
  const { run } = setup({ count: COUNT, decode: async (index) => ok(decode(index)) });
  return (await finish(run)).findings;
}

function rowOf(findings: StudyFindings): string {
  const item = {
    key: 'a',
    receivedAt: 0 as never,
    state: { kind: 'findings' as const, findings, interim: false },
  };
  return prioritize([item], 0 as never)[0]?.reason ?? '';
}

const caution = ({ suitability }: StudyFindings) =>
  suitability.find(({ code }) => code === 'lost-slices');

const CUT_SHORT = {
  code: 'truncated',
  text: 'the pixel data is cut short: the last 6 of 64 rows are filled with air',
} as const;

describe('slices whose pixel data ends early', () => {
  /** The last rows, below the head, are missing: nothing in the values tells of it. */
  const cutShort = (frame: DecodedFrame): DecodedFrame => ({ ...frame, notes: [CUT_SHORT] });

  it('keep their finding where they show brain, with a caution in the account of the slice and in the row', async () => {
    const findings = await findingsOf((i) =>
      i === 4 || i === 9 ? cutShort(frameOf(i)) : frameOf(i),
    );
    expect(findings.analyzedInPart).toBe(2);
    const cautioned = findings.slices.filter(({ caution }) => caution !== undefined);
    expect(cautioned.map(({ index, caution }) => [index, caution])).toEqual([
      [4, CUT_SHORT],
      [9, CUT_SHORT],
    ]);
    expect(rowOf(findings)).toContain('2 slices analyzed in part');
    expect(rowOf(findings)).toContain('pixel data cut short in 2 slices');
    expect(caution(findings)?.outcome).toBe('pass');
  });

  it('are not analyzed where they show none: it may be in what is missing', async () => {
    const findings = await findingsOf((i) => (i === 17 ? cutShort(blank()) : frameOf(i)));
    expect(findings.notAnalysed).toMatchObject([{ index: 17, reason: CUT_SHORT }]);
  });
});

describe('slices that were lost after the scan', () => {
  it('are none in a head with air above and below it', async () => {
    const findings = await findingsOf((i) => (i < 2 || i > 15 ? blank() : frameOf(i)));
    expect(outcomeOf(findings)).toEqual({ kind: 'ranked' });
    expect(caution(findings)?.outcome).toBe('pass');
  });

  it('make a study partial where every second one is blank', async () => {
    const findings = await findingsOf((i) => (i % 2 === 1 ? blank() : frameOf(i)));
    expect(outcomeOf(findings)).toEqual({ kind: 'partial', missing: 8, total: COUNT });
    expect(caution(findings)?.outcome).toBe('warn');
    expect(rowOf(findings)).toContain('8 slices not analyzed');
    expect(rowOf(findings)).toContain(
      'caution: the head goes on beyond the slices, 8 blank slices between slices with brain',
    );
  });

  it('make a study partial where one slice stands in for all', async () => {
    const findings = await findingsOf(() => frameOf(3));
    expect(findings.slices).toHaveLength(1);
    expect(outcomeOf(findings)).toEqual({ kind: 'partial', missing: COUNT - 1, total: COUNT });
    expect(findings.notAnalysed[0]?.reason.text).toBe('the same pixels as slice 1');
    expect(rowOf(findings)).toContain('17 slices with the same pixels as another');
  });

  it('make a study partial where a part of each was blanked', async () => {
    const some = await findingsOf((i) => (i < 6 ? halved(frameOf(i)) : frameOf(i)));
    expect(outcomeOf(some)).toEqual({ kind: 'partial', missing: 6, total: COUNT });
    const most = await findingsOf((i) => trimmed(frameOf(i)));
    expect(most.slices).toHaveLength(COUNT); // A bleed in what is left can still be seen.
    expect(outcomeOf(most)).toEqual({ kind: 'partial', missing: COUNT, total: COUNT });
    expect(rowOf(most)).toContain('18 slices analyzed in part');
  });

  it('make a study partial where no brain is found in the middle of the head: an open skull hides it', async () => {
    const open = (frame: DecodedFrame): DecodedFrame => ({
      ...frame,
      pixels: frame.pixels.map((stored) => Math.min(stored, 1024 + 40)),
    });
    const isAir = (i: number) => i < 2 || i > 15;
    const findings = await findingsOf((i) =>
      isAir(i) ? blank() : i === 8 || i === 9 ? open(frameOf(i)) : frameOf(i),
    );
    expect(outcomeOf(findings)).toEqual({ kind: 'partial', missing: 2, total: COUNT });
    expect(rowOf(findings)).toContain('2 slices not analyzed');
    const words = '2 slices without brain found in the middle of the head';
    expect(rowOf(findings)).toContain(`caution: ${words}`);
    // At the base and the vertex a slice without brain is left out rightly.
    const ends = await findingsOf((i) => (i < 4 || i > 13 ? open(frameOf(i)) : frameOf(i)));
    expect(ends.notAnalysed.map(({ reason }) => reason.code)).toEqual(Array(8).fill('no-brain'));
    expect(caution(ends)?.outcome).toBe('pass');
  });

  it('account for every slice once', async () => {
    const findings = await findingsOf((i) =>
      i % 3 === 0 ? blank() : i % 3 === 1 ? frameOf(1) : halved(frameOf(i)),
    );
    const all = [...findings.slices, ...findings.notAnalysed].map(({ index }) => index);
    expect(all.sort((a, b) => a - b)).toEqual(Array.from({ length: COUNT }, (_, index) => index));
  });
});

describe('a whole study’s scale', () => {
  it.each([40, -11])('that is shifted by %d HU is said in the row', async (shift) => {
    const findings = await findingsOf((i) => headFrame(30 + shift, i));
    const said = findings.suitability.find(({ code }) => code === 'brain-hu');
    expect(said?.outcome).toBe('warn');
    expect(rowOf(findings)).toContain(`brain at ${30 + shift} HU`);
  });

  it('that is shifted in every second slice is, too', async () => {
    const findings = await findingsOf((i) => headFrame(i % 2 === 0 ? 22 : 48, i));
    expect(rowOf(findings)).toMatch(/brain differs by 26 HU/);
  });

  it('that is shifted in a few slices in a row is, by its step', async () => {
    const findings = await findingsOf((i) => headFrame(i === 8 || i === 9 ? 45 : 32, i));
    expect(rowOf(findings)).toContain('brain differs by 13 HU');
  });

  it('that is a head’s is not', async () => {
    const head = await findingsOf((i) => (i < 2 || i > 15 ? blank() : frameOf(i)));
    expect(rowOf(head)).not.toContain('caution');
  });
});

describe('a series that stops within the head', () => {
  it.each([
    ['above', (i: number) => i > 15],
    ['below', (i: number) => i < 2],
  ])('says so in the row: only %s it is air', async (_, isAir) => {
    const findings = await findingsOf((i) => (isAir(i) ? blank() : frameOf(i)));
    expect(rowOf(findings)).toContain('caution: the head goes on beyond the slices');
  });

  it('says so where the last slice has half of the most brain, and not where it has a quarter, as a vertex has', async () => {
    /** A smaller head: of brain it has so much of the whole one's. */
    const small = (part: number, index: number): DecodedFrame => {
      const frame = headFrame(32, index);
      const scale = Math.sqrt(part);
      const pixels = frame.pixels.map((_, at) => {
        const [x, y] = [(at % 64) - 31.5, Math.floor(at / 64) - 31.5];
        const far = Math.hypot(x, y) / scale;
        return 1024 + (far < 20 ? 32 : far < 26 ? 900 : -1000);
      });
      return { ...frame, pixels };
    };
    const ending = (part: number) =>
      findingsOf((i) => (i < 2 ? blank() : i < 17 ? frameOf(i) : small(part, i)));
    expect(rowOf(await ending(0.5))).toContain('the head goes on beyond the slices');
    expect(rowOf(await ending(0.2))).not.toContain('the head goes on beyond the slices');
  });
});
