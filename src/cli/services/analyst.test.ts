import { mkdtemp, readdir, readFile, rename, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { type FakePacs, startFakePacs } from '../../../scripts/fake-pacs/fake-pacs.ts';
import { headSlice } from '../../datasets/head-series.fixture.ts';
import { pacsAt } from '../../dicomweb/index.ts';
import type { OpenModel } from '../../inference/index.ts';
import type { SrForm } from '../../report/index.ts';
import { openFolder } from '../model-folder.ts';
import { FORMER } from '../triage/pacs/former-patient.ts';
import { analyze } from './analyst.ts';
import { HeldStudies } from './held-studies.ts';

const SLICES = 14;
const STUDY = '1.2.3.1';
const never = new AbortController().signal;
/** `from` is where its slices are named from: the same images under other UIDs. */
const head = (from = 0) =>
  Array.from({ length: SLICES }, (_, index) =>
    headSlice(1, index, index > 4 && index < 9, {
      SOPInstanceUID: `1.2.3.1.1.${from + index + 1}`,
    }),
  );

let model: OpenModel;
beforeAll(async () => {
  model = await openFolder('models/tiny', { signal: never });
});
let fake: FakePacs;
let folder: string;
beforeEach(async () => {
  fake = await startFakePacs(head());
  folder = await mkdtemp(join(tmpdir(), 'analyst-'));
});
afterEach(async () => {
  await fake.close();
  await rm(folder, { recursive: true, force: true });
});

/** An attempt at the study, the whole of it unless it is a look. */
const attempt = (
  more: {
    readonly out?: string | null;
    readonly writeBack?: boolean;
    readonly isOurs?: () => Promise<boolean>;
    readonly isMerged?: boolean;
    readonly sr?: SrForm;
    readonly onUnwritable?: (why: string) => void;
    readonly stage?: 'look' | 'whole';
  } = {},
  isLast = true,
) =>
  analyze(
    {
      ...{ pacs: pacsAt(fake.url), model, operatingPoint: 'balanced', sr: 'comprehensive' },
      ...{ out: null, writeBack: false, held: new HeldStudies(), hurry: never, ...more },
      onAway: () => undefined,
      askAgainMs: 20,
      onUnwritable: more.onUnwritable ?? (() => undefined),
    },
    {
      ...{ study: STUDY, stage: more.stage ?? 'whole', objects: SLICES },
      isMerged: more.isMerged ?? false,
    },
    isLast,
  );
const short = (files: readonly Uint8Array[]) => (files.length > 1 ? files.slice(1) : files);
const kept = async () => (await readdir(join(folder, STUDY)).catch(() => [])).sort();
const record = async () =>
  JSON.parse(await readFile(join(folder, STUDY, 'result.json'), 'utf8')) as Record<string, unknown>;
const COUNTED = /gave 13 of the 14 objects/;

describe('a study that comes short', () => {
  it.each([{}, { writeBack: true }, { out: 'the folder' }])(
    'is a failed attempt while there are others, whatever is kept: %j',
    async (more) => {
      fake.quirks.gives = short;
      const asked = 'out' in more ? { out: folder } : more;
      await expect(attempt(asked, false)).rejects.toThrow(COUNTED);
      expect(await kept()).toEqual([]);
      delete fake.quirks.gives;
      expect((await attempt(asked, false)).summary).not.toHaveProperty('troubles');
    },
  );

  it('says at the last attempt what it is of, where nothing is kept', async () => {
    fake.quirks.gives = short;
    expect((await attempt()).summary).toMatchObject({
      troubles: [expect.stringMatching(COUNTED)],
      rows: [{ slices: 13, analysed: 13 }],
    });
  });

  it.each([false, true])(
    'leaves its row and its trouble in the folder, no object that does not say so, and is done again (write-back %s)',
    async (writeBack) => {
      fake.quirks.gives = short;
      await expect(attempt({ out: folder, writeBack })).rejects.toThrow(COUNTED);
      expect(await kept()).toEqual(['result.json']);
      expect(await record()).toMatchObject({
        results: 0,
        troubles: [expect.stringMatching(COUNTED)],
        rows: [{ slices: 13 }],
      });
      delete fake.quirks.gives;
      expect((await attempt({ out: folder, writeBack })).summary).not.toHaveProperty('known');
      expect(await record()).not.toHaveProperty('troubles');
      expect(await kept()).toHaveLength(4);
    },
  );
});

describe('a worker that is silent between the question whose the study is and the last byte of its result', () => {
  it('says afterwards what it stored though the study was another’s', async () => {
    const answers = [true, false];
    const isOurs = async () => answers.shift() ?? false;
    const stored = attempt({ writeBack: true, isOurs });
    await expect(stored).rejects.toMatchObject({
      name: 'LostWorkError',
      storedLate: [1, 2, 3].map(() => expect.stringMatching(/^2\.25\.\d+$/)),
    });
    expect(answers).toEqual([]);
    expect(fake.archive.ofStudy(STUDY)).toHaveLength(SLICES + 3);
  });

  it('asks once where nothing goes into the PACS', async () => {
    let asked = 0;
    const isOurs = async () => {
      asked += 1;
      return true;
    };
    expect((await attempt({ out: folder, isOurs })).summary).toMatchObject({ stored: false });
    expect(asked).toBe(1);
  });
});

describe('a study whose result is kept', () => {
  it('is known while it is as it was, and done again when as many others took the place of its objects', async () => {
    await attempt({ out: folder });
    const before = await kept();
    expect((await attempt({ out: folder })).summary).toEqual({ known: true });
    for (let index = 1; index <= SLICES; index += 1) fake.archive.remove(`1.2.3.1.1.${index}`);
    for (const bytes of head(100)) fake.archive.add(new Uint8Array(bytes));
    expect((await attempt({ out: folder })).summary).not.toHaveProperty('known');
    // What was kept of the former is not there beside it.
    const after = await kept();
    expect(after).toHaveLength(before.length);
    expect(after.filter((name) => before.includes(name))).toEqual(['result.json']);
    expect((await attempt({ out: folder })).summary).toEqual({ known: true });
  });

  it('is found by the look of a watch that was started again, which fetches nothing; not once it has grown, and not where it is not asked for', async () => {
    const asked = { out: folder, writeBack: true };
    await attempt(asked);
    const fetched = () => fake.requests.filter((line) => line === `GET /studies/${STUDY}`).length;
    const before = fetched();
    const look = (more = {}) => attempt({ ...asked, ...more, stage: 'look' });
    expect(await look()).toEqual({ urgency: null, summary: { known: true } });
    expect(fetched()).toBe(before);
    expect((await look({ out: null })).summary).not.toHaveProperty('known');
    expect((await look({ isMerged: true })).summary).not.toHaveProperty('known');
    fake.archive.add(new Uint8Array(headSlice(1, SLICES)));
    expect((await look()).summary).not.toHaveProperty('known');
    expect(fetched()).toBe(before + 3);
  });

  it('is no more the result of one that was merged to another patient: moved aside, and done again', async () => {
    await attempt({ out: folder });
    const before = await kept();
    fake.archive.merge(STUDY, 'SYNTHETIC-1', 'SURVIVOR--1');
    // What cannot be done again just now leaves nothing that passes for its result.
    fake.quirks.gives = short;
    await expect(attempt({ out: folder }, false)).rejects.toThrow(COUNTED);
    expect(await kept()).toEqual([FORMER]);
    expect((await readdir(join(folder, STUDY, FORMER))).sort()).toEqual(before);
    delete fake.quirks.gives;
    expect((await attempt({ out: folder })).summary).not.toHaveProperty('known');
    expect(await kept()).toHaveLength(before.length);
    for (const name of await kept()) {
      const bytes = await readFile(join(folder, STUDY, name), 'latin1');
      expect([name, bytes.includes('SYNTHETIC-1')]).toEqual([name, false]);
      expect([name, bytes.includes('SURVIVOR--1')]).toEqual([name, true]);
    }
    expect((await attempt({ out: folder })).summary).toEqual({ known: true });
  });

  it('has no second one in the PACS where that was moved there with a merged study', async () => {
    const stored = () => fake.archive.ofStudy(STUDY).length;
    await attempt({ out: folder, writeBack: true });
    expect(stored()).toBe(SLICES + 3);
    fake.archive.merge(STUDY, 'SYNTHETIC-1', 'SURVIVOR--1');
    const again = await attempt({ out: folder, writeBack: true });
    expect(again.summary).toMatchObject({ merged: true, stored: false });
    expect([stored(), (await kept()).length]).toEqual([SLICES + 3, 4]);
    // A worker without a folder is told by the watch.
    expect((await attempt({ writeBack: true, isMerged: true })).summary).toEqual({ known: true });
    expect(stored()).toBe(SLICES + 3);
  });

  it('in the PACS alone is done again, into the same objects in the same form, and a report of the other form stands beside it', async () => {
    const ofForms = () => {
      const objects = fake.archive.ofStudy(STUDY);
      return [objects.length - SLICES, objects.filter(({ modality }) => modality === 'SR').length];
    };
    await attempt({ writeBack: true });
    // Without a folder, and with one that has no record of it.
    for (const out of [null, folder]) {
      const again = await attempt({ writeBack: true, out });
      expect([again.summary.known, again.summary.stored, ...ofForms()]).toEqual([
        ...[undefined, true],
        ...[3, 1],
      ]);
    }
    expect((await attempt({ writeBack: true, sr: '3d' })).summary).toMatchObject({ stored: true });
    expect(ofForms()[1]).toBe(2);
  });

  it('is believed by its count where the PACS does not list its objects', async () => {
    await attempt({ out: folder });
    fake.quirks.listsInstances = 5;
    expect((await attempt({ out: folder })).summary).toEqual({ known: true });
  });
});

describe('a study that is merged to another patient while it is analyzed', () => {
  it('has no result under the former, says why, and one under the survivor at the next attempt', async () => {
    fake.quirks.gives = (files) => {
      setTimeout(() => fake.archive.merge(STUDY, 'SYNTHETIC-1', 'SURVIVOR--1'), 0);
      return files;
    };
    await expect(attempt({ writeBack: true })).rejects.toThrow(/under another patient than/);
    expect(fake.archive.ofStudy(STUDY)).toHaveLength(SLICES);
    delete fake.quirks.gives;
    expect((await attempt({ writeBack: true })).summary).toMatchObject({ stored: true });
    const patients = fake.archive.ofStudy(STUDY).map(({ rawPatientId }) => rawPatientId);
    expect([patients.length, new Set(patients)]).toEqual([SLICES + 3, new Set(['SURVIVOR--1'])]);
  });
});

describe('a study that is deleted from the PACS between its look and its result', () => {
  it.each([false, true])(
    'has none, and says why, though its look is still here (%s)',
    async (isLast) => {
      const held = new HeldStudies();
      const setup: Parameters<typeof analyze>[0] = {
        ...{ pacs: pacsAt(fake.url), model, operatingPoint: 'balanced', sr: 'comprehensive' },
        ...{ out: folder, writeBack: true, held, hurry: never, onAway: () => undefined },
        onUnwritable: () => undefined,
      };
      await analyze(setup, { study: STUDY, stage: 'look', objects: SLICES });
      expect(held.studies).toEqual([STUDY]);
      for (let index = 1; index <= SLICES; index += 1) fake.archive.remove(`1.2.3.1.1.${index}`);
      const work = { study: STUDY, stage: 'whole', objects: SLICES } as const;
      await expect(analyze(setup, work, isLast)).rejects.toThrow(/the PACS answered 404/);
      expect([await kept(), fake.archive.ofStudy(STUDY)]).toEqual([[], []]);
    },
  );
});

describe('a folder that takes no result', () => {
  it('is waited for, uses up no attempt, and keeps no result from the PACS', async () => {
    const aside = `${folder}-aside`;
    await rename(folder, aside);
    await writeFile(folder, 'a file in its place');
    const said: string[] = [];
    const done = attempt({ out: folder, writeBack: true, onUnwritable: (why) => said.push(why) });
    await expect
      .poll(() => said, { timeout: 30_000 })
      .toEqual([
        expect.stringMatching(/ cannot be written: a file stands where its folder should be$/),
      ]);
    const stored = () => fake.archive.ofStudy(STUDY).length - SLICES;
    expect(stored()).toBe(3);
    await rm(folder);
    await rename(aside, folder);
    expect((await done).summary).toMatchObject({ stored: true });
    expect([stored(), await kept()]).toEqual([3, expect.arrayContaining(['result.json'])]);
  });

  it('for this study alone is a failed attempt', async () => {
    await writeFile(join(folder, STUDY), 'a file in its place');
    const said: string[] = [];
    const done = attempt({ out: folder, onUnwritable: (why) => said.push(why) });
    await expect(done).rejects.toThrow(/cannot be written/);
    expect([said, await readdir(folder)]).toEqual([[], [STUDY]]);
  });
});
