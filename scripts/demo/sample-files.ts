import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { unzipSync } from 'fflate';
import { readInstanceIds } from '#dicom';
import type { StoredFile } from '#dicomweb';
import { dated } from './dated.ts';

/** A study to store. */
export interface DemoStudy {
  readonly title: string;
  readonly files: readonly StoredFile[];
}

/** Minutes between the arrival of two studies. */
const APART = 17;

const two = (value: number): string => String(value).padStart(2, '0');

/**
 * The sample studies of a folder as `npm run samples` leaves it, one after the other, as if they had come in the course of the day: the
 * last one at `now`. Throws where the folder or a sample is not there.
 */
export function* sampleStudies(folder: string, now: Date): Generator<DemoStudy> {
  const { studies } = JSON.parse(readFileSync(join(folder, 'index.json'), 'utf8')) as {
    readonly studies: readonly { readonly file: string; readonly title: string }[];
  };
  for (const [index, { file, title }] of studies.entries()) {
    const { date, time } = arrival(now, index, studies.length);
    const entries = unzipSync(new Uint8Array(readFileSync(join(folder, file))));
    yield {
      title,
      files: Object.values(entries).map((bytes) => storedFile(dated(bytes, date, time))),
    };
  }
}

/** When the study of this index came, of so many, as DICOM writes a date and a time. */
export function arrival(now: Date, index: number, count: number) {
  const at = new Date(now.getTime() - (count - 1 - index) * APART * 60_000);
  return {
    date: `${at.getFullYear()}${two(at.getMonth() + 1)}${two(at.getDate())}`,
    time: `${two(at.getHours())}${two(at.getMinutes())}00`,
  };
}

function storedFile(bytes: Uint8Array<ArrayBuffer>): StoredFile {
  const ids = readInstanceIds(bytes);
  if (!ids.ok) throw new Error(`A sample is no DICOM: ${ids.reason.text}`);
  return { sopInstanceUid: ids.value.sopInstanceUid, bytes };
}
