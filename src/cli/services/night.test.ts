import { join } from 'node:path';
import { afterEach, beforeAll, expect, it } from 'vitest';
import { type Dataset, type RawElement, readInstanceIds, writeDicomFile } from '#dicom';
import {
  listSeries,
  listStudies,
  type Pacs,
  pacsAt,
  retrieveStudy,
  storeFiles,
  watchedDays,
} from '#dicomweb';
import { skippedFor } from '../../../scripts/machine.ts';
import {
  type Orthanc,
  startOrthanc,
  whyNoOrthanc,
} from '../../../scripts/orthanc/start-orthanc.ts';
import { type RedisServer, startRedis, WHY_NO_REDIS } from '../../../scripts/redis/start-redis.ts';
import { headDataset, headSlice } from '../../datasets/head-series.fixture.ts';
import { latin, rawText } from '../../dicom/raw-text.fixture.ts';
import { modelHashIn, openQueue } from './open-queue.ts';
import { BUNDLE_MS, bundledCommands, type Service, startService } from './services-bed.fixture.ts';

const MODEL = 'models/tiny';
const SLICES = 18;
const PATIENCE = { timeout: 120_000, interval: 300 };

const why = whyNoOrthanc() ?? WHY_NO_REDIS;

let bundle = '';
let orthanc: Orthanc;
let redis: RedisServer;
let pacs: Pacs;
let services: Service[] = [];
beforeAll(async () => {
  if (why === null) bundle = await bundledCommands();
}, BUNDLE_MS);
afterEach(async () => {
  for (const { child, ended } of services) {
    if (child.exitCode === null) child.kill('SIGKILL');
    await ended;
  }
  services = [];
  await redis?.close();
  await orthanc?.close();
});

function service(command: 'watch' | 'worker', ...args: readonly string[]): Service {
  const where = ['--dicomweb', orthanc.url, '--queue', redis.url, '--model', MODEL];
  const environment = { ICH_DICOMWEB_AUTHORIZATION: orthanc.authorization };
  const one = startService([join(bundle, `${command}.js`), ...where, ...args], environment);
  services.push(one);
  return one;
}

const uidOf = (study: number) => `1.2.3.${study}`;
const head = (study: number, more: Dataset = {}, raw: readonly RawElement[] = []) =>
  Array.from({ length: SLICES }, (_, index) =>
    headSlice(
      study,
      index,
      index > 5 && index < 10,
      { StudyDate: watchedDays(Date.now()).to, ...more },
      raw,
    ),
  );

async function store(files: readonly Uint8Array[]): Promise<void> {
  const stored = files.map((file) => {
    const bytes = new Uint8Array(file);
    const ids = readInstanceIds(bytes);
    return { bytes, sopInstanceUid: ids.ok ? ids.value.sopInstanceUid : '' };
  });
  const { failed } = await storeFiles(pacs, stored);
  if (failed.length > 0) throw new Error(`not stored: ${failed[0]?.reason.text}`);
}

/** Two lungs in a trunk: soft tissue, air, no skull. */
const chestPixels = (slice: number): readonly number[] =>
  Array.from({ length: 96 * 96 }, (_, i) => {
    const [x, y] = [(i % 96) - 47.5, Math.floor(i / 96) - 47.5];
    if (Math.hypot(x / 44, y / 30) > 1) return 24;
    const isLung = Math.hypot((Math.abs(x) - 20) / 14, y / 20) < 1;
    return (isLung ? 224 : 1064) + ((i * 7 + slice) % 23);
  });
const chest = (study: number) =>
  Array.from({ length: SLICES }, (_, index) =>
    headSlice(study, index, false, {
      StudyDate: watchedDays(Date.now()).to,
      BodyPartExamined: 'CHEST',
      PixelData: chestPixels(index),
    }),
  );

/** The same images as a video, which nobody decodes here. */
const unreadable = (study: number) =>
  Array.from({ length: SLICES }, (_, index) =>
    writeDicomFile(
      headDataset(study, index, false, {
        StudyDate: watchedDays(Date.now()).to,
        PixelData: { fragments: [latin('no video')] },
      }),
      { transferSyntaxUid: '1.2.840.10008.1.2.4.100' },
    ),
  );

/** What the results of a study say of how much they are of. */
async function extents(uid: string): Promise<readonly string[]> {
  const { found } = await retrieveStudy(pacs, { studyInstanceUid: uid, instances: null });
  const texts = await Promise.all(
    found.map(async (one) => ('blob' in one ? latin1(await one.blob.arrayBuffer()) : '')),
  );
  const said = texts.flatMap((text) => /\d+ of \d+ slices analyzed[ -\-/-~]*/.exec(text) ?? []);
  return [...new Set(said.map((text) => text.trim()))].sort();
}
const latin1 = (bytes: ArrayBuffer) => Buffer.from(bytes).toString('latin1');

/** Structured reports, key object selections and pictures of a study. */
async function resultsOf(uid: string): Promise<readonly [number, number, number]> {
  const series = await listSeries(pacs, uid);
  const count = (modality: string) =>
    series
      .filter((one) => one.modality === modality)
      .reduce((sum, { instances }) => sum + (instances ?? 0), 0);
  return [count('SR'), count('KO'), count('OT')];
}

interface Row {
  readonly reason: string;
  readonly slices: number;
  readonly analysed: number;
  readonly notAnalysed: readonly string[];
}

/** The last that was said of each study: its rows, or why it failed for good. */
function lastWords(): ReadonlyMap<string, readonly Row[] | string> {
  const last = new Map<string, readonly Row[] | string>();
  const lines = services
    .flatMap((one) => one.lines)
    .sort((a, b) => (String(a.at) < String(b.at) ? -1 : 1));
  for (const { event, study = '', rows, reason, last: isLast } of lines) {
    if (event === 'result' && Array.isArray(rows)) last.set(study, rows as readonly Row[]);
    if (event === 'failed' && isLast === true) last.set(study, String(reason));
  }
  return last;
}

/** Of each study of the PACS how many results there are and of how many slices the last is, or its reason; anything else is said, too. */
async function tally(): Promise<Record<string, string>> {
  const days = { kind: 'dates', ...watchedDays(Date.now()) } as const;
  const { studies } = await listStudies(pacs, days);
  const said = lastWords();
  const all: Record<string, string> = {};
  for (const { studyInstanceUid: uid } of studies) {
    const [reports, ...others] = await resultsOf(uid);
    const words = said.get(uid) ?? 'nothing was said';
    const [row] = typeof words === 'string' ? [] : words;
    const reason = typeof words === 'string' ? words : `${row?.reason} ${row?.notAnalysed}`;
    const isWhole = others.every((count) => count === reports);
    if (isWhole && reports > 0 && row !== undefined && row.analysed > 0) {
      all[uid] = `${reports} of them, the last of ${row.analysed} slices`;
    } else if (isWhole && reports === 0) all[uid] = reason;
    else all[uid] = `${[reports, ...others]} objects of results, and: ${reason}`;
  }
  return all;
}

async function leftInQueue() {
  const queue = await openQueue(redis.url, false, await modelHashIn(MODEL));
  try {
    const { waiting, active, delayed } = await queue.counts();
    // Its look failed, too.
    const failed = new Set((await queue.failed()).map(({ study }) => study));
    return { left: waiting + active + delayed, failed: [...failed] };
  } finally {
    await queue.close();
  }
}

it.skipIf(why !== null)(
  `in a night of two scanners every study ends with one result or one reason, though PACS and queue are started again in the middle${skippedFor(why)}`,
  async () => {
    orthanc = await startOrthanc();
    redis = await startRedis();
    pacs = pacsAt(orthanc.url, { authorization: async () => orthanc.authorization });
    const watch = service('watch', '--every', '1', '--settle', '2', '--retry', '1');
    const workers = [1, 2].map(() => service('worker', '--write-back', '--lock', '5'));
    const heard = (event: string, study?: number) =>
      [watch, ...workers]
        .flatMap(({ lines }) => lines)
        .filter(
          (line) => line.event === event && (study === undefined || line.study === uidOf(study)),
        ).length;

    const [pieces, twice] = [head(1), head(2)];
    await store(pieces.slice(0, 5));
    await store(twice);
    await store([...head(3).slice(0, 9), ...head(3, { PatientID: 'SYNTHETIC-OTHER' }).slice(9)]);
    await store(chest(4));
    await store(unreadable(5));
    // What calls itself UTF-8 and is not.
    const raw = [
      rawText('00080005', 'CS', 'ISO_IR 192'),
      rawText('00100010', 'PN', 'M\xfcller^J\xf6rg'),
    ];
    await store(head(6, {}, raw));
    await expect.poll(() => heard('result'), PATIENCE).toBeGreaterThan(0);

    await orthanc.stop();
    await expect.poll(() => heard('list-trouble'), PATIENCE).toBeGreaterThan(0);
    await orthanc.start();
    await store(twice);
    await store(pieces.slice(5, 9));
    await store(head(7));
    await expect.poll(() => heard('result', 7), PATIENCE).toBeGreaterThan(0);

    await redis.kill();
    await store(head(8));
    await store(pieces.slice(9));
    await redis.start();

    const once = `1 of them, the last of ${SLICES} slices`;
    const expected = {
      // One for each state in which it stood still.
      [uidOf(1)]: expect.stringMatching(/^[123] of them, the last of 18 slices$/),
      [uidOf(2)]: once,
      [uidOf(3)]: expect.stringMatching(/^the PACS answered 404/),
      [uidOf(4)]: expect.stringMatching(/CHEST|brain within bone/),
      [uidOf(5)]: expect.stringMatching(/transfer syntax .* is not supported/),
      [uidOf(6)]: once,
      [uidOf(7)]: once,
      [uidOf(8)]: once,
    };
    await expect.poll(tally, PATIENCE).toEqual(expected);
    await expect.poll(leftInQueue, PATIENCE).toEqual({ left: 0, failed: [uidOf(3)] });
    // What is of a piece says so wherever it is read.
    const told = await extents(uidOf(1));
    const whole = /^18 of 18 slices analyzed/;
    expect(told.filter((text) => whole.test(text))).toHaveLength(1);
    for (const text of told) expect(text).toMatch(/^18 of 18|not a whole head/);
    // These heads are as wide at their ends as in the middle, which is said, too.
    expect(await extents(uidOf(7))).toEqual([expect.stringMatching(whole)]);
    // And so it stays: nothing of it is done again at each look.
    const looks = heard('result');
    await new Promise((done) => setTimeout(done, 4000));
    expect([heard('result') - looks, await tally()]).toEqual([0, expected]);
    expect([watch.errors(), ...workers.map((one) => one.errors())]).toEqual(['', '', '']);
  },
  600_000,
);
