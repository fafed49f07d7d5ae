import { spawn } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { zipSync } from 'fflate';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { writeDicomFile } from '#dicom';
import { listStudies, pacsAt } from '#dicomweb';
import { headSlice } from '../../src/datasets/head-series.fixture.ts';
import { skippedFor } from '../machine.ts';
import { whyNoOrthanc } from '../orthanc/start-orthanc.ts';
import { dated } from './dated.ts';
import { type Demo, startDemo } from './start-demo.ts';

const SLICES = 3;
let folder = '';
let demo: Demo | null = null;

/** Three small studies, as `npm run samples` would leave them, and a page. */
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ich-demo-test-'));
  await mkdir(join(folder, 'tmp'));
  await writeFile(join(folder, 'index.html'), 'the app');
  const studies = await Promise.all(
    [1, 2, 3].map(async (study) => {
      const slices = Array.from({ length: SLICES }, (_, index) =>
        headSlice(study, index, false, { SOPClassUID: undefined }, []),
      );
      const entries = Object.fromEntries(slices.map((bytes, at) => [`${study}/${at}.dcm`, bytes]));
      await writeFile(join(folder, `${study}.zip`), zipSync(entries, { level: 0 }));
      return { file: `${study}.zip`, title: `study ${study}` };
    }),
  );
  await writeFile(join(folder, 'index.json'), JSON.stringify({ studies }));
});

afterEach(async () => {
  await demo?.close();
  demo = null;
  await rm(folder, { recursive: true, force: true });
});

async function shown({ url }: Demo) {
  const { studies } = await listStudies(pacsAt(`${url}dicom-web`), {
    kind: 'dates',
    from: '20200101',
    to: '20991231',
  });
  return studies;
}

const start = async (fake: boolean, said: string[] = []) => {
  const say = (text: string) => said.push(text);
  demo = await startDemo({ root: folder, samples: folder, port: 0, fake, say });
  return demo;
};

it('serves the app before a made PACS that has the samples, dated today, and says that it is one', async () => {
  const said: string[] = [];
  const { url } = await start(true, said);
  expect(said[0]).toMatch(/^The PACS is a made one, in memory, at http:\/\/127/);
  expect(await (await fetch(url)).text()).toBe('the app');
  const studies = await shown(await start(true));
  expect(studies.map(({ instances }) => instances)).toEqual([SLICES, SLICES, SLICES]);
  const latest = studies
    .map(({ studyDate, studyTime }) => `${studyDate}${studyTime}`)
    .sort()
    .at(-1);
  expect(latest).toMatch(/^\d{8}\d{4}00$/);
});

it.each(['1.2.840.10008.1.2', '1.2.840.10008.1.2.1'])(
  'puts what a PACS needs into a file of %s, and leaves the rest alone',
  (transferSyntaxUid) => {
    const dataset = { SOPInstanceUID: '1.2.3', Modality: 'CT', PatientID: 'SYNTHETIC', Rows: 4 };
    const options = { transferSyntaxUid, sopClassUid: '1.2.840.10008.5.1.4.1.1.2' };
    const whole = {
      ...dataset,
      SOPClassUID: options.sopClassUid,
      StudyDate: '20261127',
      StudyTime: '081500',
    };
    const bytes = dated(writeDicomFile(dataset, options), '20261127', '081500');
    expect(Buffer.from(bytes).equals(writeDicomFile(whole, options))).toBe(true);
    expect(dated(bytes, '20200101', '000000')).toEqual(bytes);
    const empty = writeDicomFile(
      { ...whole, StudyDate: '', SeriesDate: '20200101', StudyTime: '' },
      options,
    );
    const filled = writeDicomFile({ ...whole, SeriesDate: '20200101' }, options);
    expect(Buffer.from(dated(empty, '20261127', '081500')).equals(filled)).toBe(true);
    const moved = dated(bytes, '20261128', '2359', { anyway: true });
    const later = writeDicomFile({ ...whole, StudyDate: '20261128', StudyTime: '2359' }, options);
    expect(Buffer.from(moved).equals(later)).toBe(true);
  },
);

it('stores the studies of a folder in place of the samples, dated today, and leaves out what is no DICOM', async () => {
  const given = join(folder, 'given');
  await mkdir(join(given, 'b/c'), { recursive: true });
  await writeFile(join(given, 'notes.txt'), 'no image');
  for (const [study, place] of [
    [7, ''],
    [8, 'b'],
    [8, 'b/c'],
  ] as const) {
    const old = headSlice(study, place.length, false, {
      StudyDate: '20200101',
      StudyTime: '120000',
    });
    await writeFile(join(given, place, 'slice.dcm'), new Uint8Array(old));
  }
  const options = { root: folder, samples: folder, port: 0, fake: true, say: () => undefined };
  demo = await startDemo({ ...options, from: given });
  expect(demo.studies).toBe(2);
  const rows = await shown(demo);
  expect(rows.map((row) => [row.studyInstanceUid, row.instances]).sort()).toEqual([
    ['1.2.3.7', 1],
    ['1.2.3.8', 2],
  ]);
  for (const { studyDate } of rows) expect(studyDate).not.toBe('20200101');
  await demo.close();
  await expect(startDemo({ ...options, from: join(folder, 'tmp') })).rejects.toThrow(
    'No DICOM study',
  );
});

/** The demo, started in a process of its own on a free port. */
const DEMO = ['--import', 'tsx', 'scripts/demo-pacs.ts', '--no-build', '--no-open', '--port', '0'];

it('says what to do where the app or the samples were never built, and starts no PACS', async () => {
  const none = join(folder, 'none');
  const said = async (root: string, samples: string) => {
    const child = spawn(process.execPath, [...DEMO, '--root', root, '--samples', samples]);
    let out = '';
    for (const stream of [child.stdout, child.stderr]) {
      stream.on('data', (piece) => {
        out += piece;
      });
    }
    return [await new Promise((done) => child.on('close', done)), out];
  };
  const how = '`npm run build` makes both, and so does this command without --no-build.\n';
  expect(await said(folder, none)).toEqual([1, `No sample studies in ${none}: ${how}`]);
  expect(await said(none, none)).toEqual([
    1,
    `No built app in ${none}, no sample studies in ${none}: ${how}`,
  ]);
}, 60_000);

it.each([1, 2, 3])(
  'ends at Ctrl+C, pressed %i times, and leaves nothing behind',
  async (times) => {
    const child = spawn(process.execPath, [...DEMO, '--root', folder, '--samples', folder], {
      env: { ...process.env, TMPDIR: join(folder, 'tmp') },
    });
    let out = '';
    child.stderr.on('data', (piece) => {
      out += piece;
    });
    const ended = new Promise((done) => child.on('close', (code, signal) => done([code, signal])));
    await new Promise<void>((ready) => {
      child.stdout.on('data', (piece) => {
        out += piece;
        if (out.includes('Ctrl+C ends all of it')) ready();
      });
      child.on('close', () => ready());
    });
    for (let time = 0; time < times; time += 1) {
      child.kill('SIGINT');
      await wait(60);
    }
    expect([await ended, out]).toEqual([[0, null], expect.stringMatching(/3 synthetic studies/)]);
    const left = (await readdir(join(folder, 'tmp'))).filter((name) => name.startsWith('ich-'));
    expect(left).toEqual([]);
  },
  120_000,
);

const why = whyNoOrthanc();
it.skipIf(why !== null)(
  'ends without a complaint where Ctrl+C on a terminal ends Orthanc while samples go into it',
  async () => {
    const study = { file: '1.zip', title: 'study 1' };
    await writeFile(
      join(folder, 'index.json'),
      JSON.stringify({ studies: Array.from({ length: 500 }, () => study) }),
    );
    const args = ['--import', 'tsx', 'scripts/demo-pacs.ts', '--no-build', '--no-open'];
    const child = spawn(process.execPath, [...args, '--root', folder, '--samples', folder], {
      env: { ...process.env, TMPDIR: join(folder, 'tmp') },
      detached: true,
    });
    const { pid } = child;
    let out = '';
    child.stderr.on('data', (piece) => {
      out += piece;
    });
    const ended = new Promise((done) => child.on('close', (code, signal) => done([code, signal])));
    child.stdout.on('data', (piece) => {
      out += piece;
      // A terminal's Ctrl+C goes to the whole group.
      if (/^The PACS is Orthanc/.test(`${piece}`) && pid !== undefined)
        process.kill(-pid, 'SIGINT');
    });
    expect([await ended, out]).toEqual([
      [0, null],
      expect.stringMatching(/^The PACS is Orthanc at \S+, reached from this machine alone\.\n$/),
    ]);
    const left = (await readdir(join(folder, 'tmp'))).filter((name) => name.startsWith('ich-'));
    expect(left).toEqual([]);
  },
  120_000,
);

it.skipIf(why !== null)(
  `the same with a real Orthanc, that nobody else can reach${skippedFor(why)}`,
  async () => {
    const said: string[] = [];
    const studies = await shown(await start(false, said));
    expect(said[0]).toMatch(/^The PACS is Orthanc at http:\/\/127\.0\.0\.1:/);
    expect(studies.map(({ instances }) => instances)).toEqual([SLICES, SLICES, SLICES]);
    const { base } = (demo as unknown as Demo).pacs;
    expect((await fetch(new URL('studies', base))).status).toBe(401);
    await expect(fetch('http://127.0.0.1:8042/')).rejects.toThrow();
  },
  180_000,
);
