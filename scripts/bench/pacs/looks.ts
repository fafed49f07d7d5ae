/** What a look that fetches its slices alone is worth beside one that fetches the whole study: bytes, and time to the first rank. */
import { readFileSync } from 'node:fs';
import { openFolder } from '../../../src/cli/model-folder.ts';
import { type Look, look, lookAtWhole } from '../../../src/cli/services/look.ts';
import { wantedStudies } from '../../../src/cli/triage/pacs/wanted-studies.ts';
import { readInstanceIds } from '../../../src/dicom/index.ts';
import type { StoredFile } from '../../../src/dicomweb/index.ts';
import { dated } from '../../demo/dated.ts';
import { median } from '../statistics.ts';
import { thinStudy } from '../studies.ts';
import { type Bed, storeStudy } from './bed.ts';

const never = new AbortController().signal;

/** Megabytes that all answers to `work` held, metadata included, unpacked, and the seconds it took. */
async function counted<T>(work: () => Promise<T>) {
  const real = globalThis.fetch;
  let bytes = 0;
  globalThis.fetch = async (...asked) => {
    const response = await real(...asked);
    const { status, headers, body } = response;
    const counter = new TransformStream<Uint8Array, Uint8Array>({
      transform: (chunk, controller) => {
        bytes += chunk.byteLength;
        controller.enqueue(chunk);
      },
    });
    return new Response(body === null ? null : body.pipeThrough(counter), { status, headers });
  };
  const begun = performance.now();
  try {
    const value = await work();
    return { value, megabytes: bytes / 1e6, seconds: (performance.now() - begun) / 1000 };
  } finally {
    globalThis.fetch = real;
  }
}

/** Slices of the study: of thin ones, half a megabyte each. */
const SLICES = 250;
/** Slices in one request to store. */
const AT_ONCE = 40;

/** No day that a watch lists: other figures of the same PACS are not about this study. */
const DAY = '20200101';

/** Stores a long study; its UID. */
async function storeLong(bed: Bed): Promise<string> {
  let study = '';
  const files = (await thinStudy(SLICES)).map((path): StoredFile => {
    const bytes = dated(new Uint8Array(readFileSync(path)), DAY, '080000');
    const ids = readInstanceIds(bytes);
    if (!ids.ok) throw new Error(`${path}: ${ids.reason.text}`);
    study = ids.value.studyInstanceUid;
    return { sopInstanceUid: ids.value.sopInstanceUid, bytes };
  });
  for (let at = 0; at < files.length; at += AT_ONCE) {
    await storeStudy(bed, { files: files.slice(at, at + AT_ONCE) });
  }
  return study;
}

/**
 * A long study is looked at both ways, the one or the other first in turns; once before, for the model to be warm. `same`: rounds in which
 * both gave the same urgency; `isPart`: in which it was not fetched whole for the one.
 */
export async function lookFigures(bed: Bed, folder: string, rounds: number) {
  const model = await openFolder(folder, { signal: never });
  const uid = await storeLong(bed);
  const setup = { pacs: bed.pacs, model, operatingPoint: 'balanced' } as const;
  const listed = async () => {
    const asked = { wanted: { kind: 'studies', uids: [uid] }, shard: null } as const;
    const [wanted] = (await wantedStudies(bed.pacs, asked, never)).studies;
    if (wanted === undefined) throw new Error('the study is not listed');
    return wanted;
  };
  const ways = {
    inPart: async (): Promise<Look> => look(setup, await listed(), never),
    whole: async (): Promise<Look> => lookAtWhole(setup, await listed(), 'to compare', never),
  };
  await ways.whole();
  const taken = { inPart: [] as Taken[], whole: [] as Taken[] };
  let same = 0;
  let isPart = 0;
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? (['inPart', 'whole'] as const) : (['whole', 'inPart'] as const);
    const urgencies = new Set<number | null>();
    for (const way of order) {
      const { value, ...cost } = await counted(ways[way]);
      taken[way].push(cost);
      urgencies.add(value.urgency);
      if (way === 'inPart' && value.whole === null) isPart += 1;
    }
    if (urgencies.size === 1) same += 1;
  }
  return {
    slices: SLICES,
    rounds,
    same,
    isPart,
    inPart: middle(taken.inPart),
    whole: middle(taken.whole),
  };
}

interface Taken {
  readonly megabytes: number;
  readonly seconds: number;
}

const middle = (all: readonly Taken[]): Taken => ({
  megabytes: Number(median(all.map(({ megabytes }) => megabytes)).toFixed(3)),
  seconds: Number(median(all.map(({ seconds }) => seconds)).toFixed(3)),
});
