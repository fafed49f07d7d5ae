import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import type { Dataset } from '#dicom';
import { pacsAt } from '#dicomweb';
import { ctFile } from '../../../../scripts/fake-pacs/ct-file.ts';
import { type FakePacs, startFakePacs } from '../../../../scripts/fake-pacs/fake-pacs.ts';
import type { Quirks } from '../../../../scripts/fake-pacs/quirks.ts';
import { headSlice } from '../../../datasets/head-series.fixture.ts';
import { parseTriageOptions } from '../options.ts';
import { runPacs } from './run.ts';

const SLICES = 6;
const head = (study: number, more: Dataset = {}) =>
  Array.from({ length: SLICES }, (_, index) =>
    headSlice(study, index, false, { StudyDate: '20261124', ...more }),
  );
const DAY = ['--date', '20261124'];
const progress = { count: () => undefined, clear: () => undefined, bar: () => undefined };

let root = '';
let fake: FakePacs;
beforeAll(async () => {
  root = await mkdtemp(join(tmpdir(), 'pacs-'));
});
afterAll(() => rm(root, { recursive: true, force: true }));
afterEach(() => fake.close());

const start = async (files: readonly Uint8Array[], quirks: Quirks = {}) => {
  fake = await startFakePacs(files, quirks);
};

async function triage(...args: readonly string[]) {
  const said: string[] = [];
  const options = parseTriageOptions(['--dicomweb', fake.url, '--model', 'models/tiny', ...args]);
  const { pacs: request } = options;
  if (request === null) throw new Error('no PACS');
  const run = await runPacs(options, request, pacsAt(fake.url), {
    progress,
    say: (text) => said.push(text),
    signal: new AbortController().signal,
  });
  const { report, ...rest } = run;
  const skipped = report.skipped.map(({ path, reason }) => `${path}: ${reason}`);
  const uids = report.studies.map(({ studyInstanceUid }) => studyInstanceUid).sort();
  return { ...rest, report, skipped, uids, said: said.join('\n') };
}

const modalities = (uid: string) => fake.archive.ofStudy(uid).map(({ modality }) => modality);
const stows = () => fake.requests.filter((line) => line.startsWith('POST')).length;
const retrievals = () =>
  fake.requests.filter((line) => /^GET \/studies\/[\d.]+$/.test(line)).length;

describe('triage of a PACS', () => {
  it('ranks the CT of a day, names what is no CT, and leaves other days alone', async () => {
    await start([
      ...head(1),
      ...head(2),
      ...head(3, { StudyDate: '20261123' }),
      ctFile({ study: 4, modality: 'MR' }),
    ]);
    const { uids, report, skipped, failed, slices } = await triage(...DAY);
    expect(uids).toEqual(['1.2.3.1', '1.2.3.2']);
    expect(report.studies.map(({ rank, analysed }) => [rank, analysed])).toEqual([
      [1, SLICES],
      [2, SLICES],
    ]);
    expect(slices).toHaveLength(2 * SLICES);
    expect(skipped).toEqual(['1.2.3.4: not CT: modality MR']);
    expect(failed).toBe(0);
    expect(stows()).toBe(0);
  });

  it('gives each study to one of the shares', async () => {
    await start([1, 2, 3, 4, 5].map((study) => ctFile({ study })));
    const shares = await Promise.all(
      ['1/3', '2/3', '3/3'].map((share) => triage(...DAY, '--shard', share)),
    );
    const all = shares.flatMap(({ uids, skipped }) => [
      ...uids,
      ...skipped.map((line) => line.split(/[:/]/)[0]),
    ]);
    expect([...new Set(all)].sort()).toEqual([1, 2, 3, 4, 5].map((study) => `1.2.3.${study}`));
    expect(shares.map(({ elsewhere }) => elsewhere).reduce((a, b) => a + b)).toBe(10);
  });

  it('does not take for current what it kept of a study that was merged to another patient since', async () => {
    await start([...head(1), ...head(2)]);
    const out = join(root, 'merged');
    await triage(...DAY, '--out', out);
    fake.archive.merge('1.2.3.1', 'SYNTHETIC-1', 'SURVIVOR--1');
    const again = await triage(...DAY, '--out', out);
    expect([again.known, again.uids, again.failed]).toEqual([1, ['1.2.3.1'], 0]);
    expect(again.said).toMatch(/^1\.2\.3\.1: the PACS lists the study under another patient/);
    const names = await readdir(join(out, '1.2.3.1'));
    expect(names).toHaveLength(4);
    for (const name of names) {
      const bytes = await readFile(join(out, '1.2.3.1', name), 'latin1');
      expect([name, bytes.includes('SURVIVOR--1')]).toEqual([name, true]);
    }
    expect((await triage(...DAY, '--out', out)).known).toBe(2);
  });

  it('keeps results in a folder, and skips what is there until the study grows', async () => {
    await start([...head(1), ...head(2)]);
    const out = join(root, 'out');
    const first = await triage(...DAY, '--out', out);
    expect([first.known, first.uids.length]).toEqual([0, 2]);
    const names = await readdir(join(out, '1.2.3.1'));
    expect(names.map((name) => name.replace(/-.*/, '')).sort()).toEqual([
      'KOS',
      'SC',
      'SR',
      'result.json',
    ]);
    const record = JSON.parse(await readFile(join(out, '1.2.3.1', 'result.json'), 'utf8'));
    expect(record).toMatchObject({
      version: 1,
      objects: SLICES,
      results: 3,
      rows: [{ analysed: SLICES }],
    });

    const again = await triage(...DAY, '--out', out);
    expect([again.known, again.uids, retrievals()]).toEqual([2, [], 2]);
    expect(again.skipped[0]).toMatch(/has a result of this model already/);

    fake.archive.add(new Uint8Array(headSlice(1, SLICES, false, { StudyDate: '20261124' })));
    await writeFile(join(out, '1.2.3.2', 'result.json'), '{"version":1,"obj');
    expect((await triage(...DAY, '--out', out)).uids).toEqual(['1.2.3.1', '1.2.3.2']);
    expect(
      (await triage(...DAY, '--out', out, '--operating-point', 'high-sensitivity')).known,
    ).toBe(0);
  }, 240_000);

  it('writes results back beside the images, once, and reads the study back', async () => {
    await start(head(1));
    const first = await triage(...DAY, '--write-back');
    expect([first.stored, first.failed, first.said]).toEqual([1, 0, '']);
    expect(modalities('1.2.3.1').slice(SLICES).sort()).toEqual(['KO', 'OT', 'SR']);
    expect(fake.requests.at(-1)).toBe('GET /studies/1.2.3.1/metadata');
    expect(fake.archive.isTorn('1.2.3.1')).toBe(false);

    const again = await triage(...DAY, '--write-back');
    expect([again.known, again.stored, stows(), retrievals()]).toEqual([1, 0, 1, 1]);
    // Results that come back with the images are no images of the study.
    const out = join(root, 'both');
    const both = await triage(...DAY, '--write-back', '--out', out);
    expect([both.known, both.failed, both.report.studies[0]?.slices]).toEqual([0, 0, SLICES]);
    expect((await triage(...DAY, '--write-back', '--out', out)).known).toBe(1);
    expect(fake.archive.ofStudy('1.2.3.1')).toHaveLength(SLICES + 3);
  }, 240_000);

  it('has one result in the PACS of images without any date, though they are analyzed twice', async () => {
    await start(head(1, { StudyDate: '' }));
    expect((await triage('--study', '1.2.3.1', '--write-back')).stored).toBe(1);
    // To the second their objects say when.
    await wait(1100);
    const out = join(root, 'undated');
    const again = await triage('--study', '1.2.3.1', '--write-back', '--out', out);
    expect([again.known, again.stored, again.failed, stows()]).toEqual([0, 1, 0, 2]);
    expect(modalities('1.2.3.1').slice(SLICES).sort()).toEqual(['KO', 'OT', 'SR']);
  }, 120_000);

  it('writes the report back as Comprehensive 3D SR where it is asked to, and takes either form for a result', async () => {
    await start(head(1));
    expect((await triage(...DAY, '--write-back', '--sr', '3d')).stored).toBe(1);
    const reports = fake.archive.ofStudy('1.2.3.1').filter(({ modality }) => modality === 'SR');
    const [text = ''] = reports.map(({ bytes }) => Buffer.from(bytes).toString('latin1'));
    expect(text).toContain('1.2.840.10008.5.1.4.1.1.88.34');
    expect(fake.archive.isTorn('1.2.3.1')).toBe(false);
    expect((await triage(...DAY, '--write-back')).known).toBe(1);
  }, 240_000);

  it('alarms and writes nothing more where a result hides the images', async () => {
    await start([...head(1), ...head(2)], {
      // An archive, or a router before it, that changes the patient of what it stores.
      coerces: (bytes) => {
        const text = Buffer.from(bytes);
        text.write('synthetic-', text.indexOf('SYNTHETIC-'));
        return new Uint8Array(text);
      },
    });
    const { said, stored, failed, uids } = await triage(
      ...DAY,
      '--write-back',
      '--out',
      join(root, 'alarm'),
    );
    expect(said).toMatch(
      /ALARM: 1\.2\.3\.1: the study does not answer any more.*delete the result there \(2\.25\./,
    );
    expect(said).toMatch(
      /1\.2\.3\.2: the result is not written back: nothing is written after the alarm/,
    );
    expect([stored, failed, stows(), uids.length]).toEqual([0, 2, 1, 2]);
    // Neither counts as done.
    expect((await triage(...DAY, '--out', join(root, 'alarm'))).known).toBe(0);
  }, 240_000);

  it.each<[string, Quirks, RegExp]>([
    ['does not take it', { refusesToStore: 0xa700 }, /failure A700H/],
    [
      'does not say that it took it',
      { storesWithoutAWord: true },
      /does not say that it stored it/,
    ],
    [
      'gave two patients',
      { gives: (files) => [...files, headSlice(1, 99, false, { PatientID: 'OTHER' })] },
      /two patients/,
    ],
    ['gave less than it said', { gives: (files) => files.slice(1) }, /gave 5 of the 6 objects/],
  ])(
    'does not call a result written back where the PACS %s',
    async (_, quirks, words) => {
      await start(head(1), quirks);
      const { said, stored, failed, uids } = await triage(...DAY, '--write-back');
      expect(said).toMatch(words);
      expect(said).not.toMatch(/ALARM/);
      expect([stored, failed]).toEqual([0, 1]);
      expect(uids.length).toBeGreaterThan(0);
      expect(modalities('1.2.3.1')).toContain('CT');
    },
    120_000,
  );

  it('goes on where the PACS dies in mid-study, and says which study did not come', async () => {
    await start([...head(1), ...head(2)], {
      gives: (files) => {
        if (Buffer.from(files[0] as Uint8Array).includes('SYNTHETIC-1'))
          fake.quirks.diesAfterParts = 2;
        else delete fake.quirks.diesAfterParts;
        return files;
      },
    });
    const { uids, skipped, failed } = await triage(...DAY);
    expect(uids).toEqual(['1.2.3.2']);
    expect(skipped).toEqual([
      expect.stringMatching(/^1\.2\.3\.1: not fetched: the PACS cannot be reached/),
    ]);
    expect(failed).toBe(1);
  });

  it('says that a study stands under two patients, though its result is there', async () => {
    await start(head(1));
    await triage(...DAY, '--write-back');
    fake.archive.add(ctFile({ study: 1, index: 90, patientId: ' SYNTHETIC-1', modality: 'SR' }));
    const { skipped, failed } = await triage(...DAY, '--write-back');
    expect(skipped.join()).toMatch(
      /1\.2\.3\.1 in the list: the PACS lists the study under two patients/,
    );
    expect(failed).toBeGreaterThan(0);
  }, 120_000);

  it('writes nothing to a study under two patients, though the one comes whole', async () => {
    await start(head(1), { gives: (files) => files.slice(0, SLICES) });
    fake.archive.isTorn = () => false;
    fake.archive.add(ctFile({ study: 1, index: 90, patientId: ' SYNTHETIC-1', modality: 'SR' }));
    const { said, uids } = await triage(...DAY, '--write-back');
    expect([uids, stows()]).toEqual([['1.2.3.1'], 0]);
    expect(said).toMatch(/not written back: the PACS lists the study under two patients/);
  }, 120_000);

  it('fetches studies by their UIDs, whatever the list says of them', async () => {
    await start([...head(1), ...head(2)], { list: (r) => void r.writeHead(204).end() });
    const { uids, skipped, failed } = await triage('--study', '1.2.3.1', '1.2.3.77');
    expect(uids).toEqual(['1.2.3.1']);
    expect(skipped).toEqual(['1.2.3.77: not fetched: the PACS answered 404']);
    expect(failed).toBe(1);
  });

  it('fails where the list may be incomplete or has rows that name no study, and ranks the others', async () => {
    await start(head(1), {
      list: (r) =>
        void r
          .writeHead(200, { 'Content-Type': 'application/json' })
          .end(
            '[{"0020000D":{"vr":"UI","Value":["1.2.3.1"]}},{"0020000D":{"vr":"UI","Value":["../x"]}}]',
          ),
    });
    const { uids, skipped, failed } = await triage(...DAY);
    expect(uids).toEqual(['1.2.3.1']);
    expect(skipped).toEqual([
      expect.stringMatching(/no usable Study Instance UID/),
      expect.stringMatching(/may be incomplete: the PACS gives the same page/),
    ]);
    expect(failed).toBe(2);
  });
});
