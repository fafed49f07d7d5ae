/** A PACS of the benchmark's own with studies of today in it. */
import { readFileSync } from 'node:fs';
import { basename } from 'node:path';
import { readInstanceIds } from '../../../src/dicom/index.ts';
import {
  type Pacs,
  pacsAt,
  type StoredFile,
  storeFiles,
  watchedDays,
} from '../../../src/dicomweb/index.ts';
import { dated } from '../../demo/dated.ts';
import { startFakePacs } from '../../fake-pacs/fake-pacs.ts';
import { startOrthanc, whyNoOrthanc } from '../../orthanc/start-orthanc.ts';
import { copiedStudies } from '../studies.ts';
import { cpuSecondsBelow } from './cpu-time.ts';

/** The PACS, and how a process reaches it. */
export interface Bed {
  readonly name: string;
  readonly pacs: Pacs;
  readonly url: string;
  readonly authorization: string | null;
  /** For a service's environment. */
  readonly environment: Readonly<Record<string, string>>;
  /** Seconds of processor that serving took so far, with this process, through which the bytes go. */
  readonly cpuSeconds: () => number;
  /** Ends the PACS at once, in the middle of whatever it does; null where it can't be. */
  readonly kill: (() => Promise<void>) | null;
  /** Starts it again, with what it had written. */
  start(): Promise<void>;
  close(): Promise<void>;
}

/** A study, not stored yet. */
export interface BedStudy {
  readonly uid: string;
  /** Studies of the same head have the same pixels, and so the same probabilities. */
  readonly head: string;
  readonly files: readonly StoredFile[];
}

/** Heads that are painted; every study is a copy of one. */
const HEADS = 4;

/** Starts Orthanc where it is installed, else the made PACS. */
export async function openBed(fake: boolean): Promise<Bed> {
  const why = fake ? '--fake' : whyNoOrthanc();
  if (why !== null) {
    const { url, close } = await startFakePacs();
    const name = `made PACS (${why})`;
    const bed = { name, pacs: pacsAt(url), url, authorization: null, environment: {} };
    return { ...bed, cpuSeconds: ownSeconds, kill: null, start: async () => undefined, close };
  }
  const { url, authorization, pid, close, kill, start } = await startOrthanc();
  const pacs = pacsAt(url, { authorization: async () => authorization });
  const environment = { ICH_DICOMWEB_AUTHORIZATION: authorization };
  let former = 0;
  const cpuSeconds = () => ownSeconds() + former + cpuSecondsBelow(pid());
  const killed = async (): Promise<void> => {
    former += cpuSecondsBelow(pid());
    await kill();
  };
  const bed = { name: 'Orthanc', pacs, url, authorization, environment, cpuSeconds };
  return { ...bed, kill: killed, start, close };
}

function ownSeconds(): number {
  const { user, system } = process.cpuUsage();
  return (user + system) / 1e6;
}

/** Studies of today, each of another patient; read from the disk one by one. */
export async function* studiesOfToday(count: number, slices: number): AsyncGenerator<BedStudy> {
  const paths = await copiedStudies(count, slices, HEADS);
  const { to } = watchedDays(Date.now());
  const names = [...new Set(paths.map((path) => basename(path).split('_')[0] ?? ''))];
  for (const [index, name] of names.entries()) {
    let uid = '';
    const files = paths
      .filter((path) => basename(path).startsWith(`${name}_`))
      .map((path): StoredFile => {
        const bytes = dated(new Uint8Array(readFileSync(path)), to, '080000');
        const ids = readInstanceIds(bytes);
        if (!ids.ok) throw new Error(`${path}: ${ids.reason.text}`);
        uid = ids.value.studyInstanceUid;
        return { sopInstanceUid: ids.value.sopInstanceUid, bytes };
      });
    yield { uid, head: String(index % HEADS), files };
  }
}

/** Stores a study. Throws where an object is not stored. */
export async function storeStudy({ pacs }: Bed, { files }: Pick<BedStudy, 'files'>): Promise<void> {
  const [first] = (await storeFiles(pacs, files)).failed;
  if (first !== undefined) throw new Error(`a study is not stored: ${first.reason.text}`);
}

/** Megabytes of a study. */
export const sizeOf = ({ files }: BedStudy): number =>
  files.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) / 1e6;
