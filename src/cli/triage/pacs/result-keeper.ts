import { join } from 'node:path';
import { AppError } from '#base';
import { readInstanceIds } from '#dicom';
import { type OutputObject, type Pacs, writeBack } from '#dicomweb';
import type { ResultFile, StudyReport, TriageReport } from '#report';
import { writeWhole } from '../../write-whole.ts';
import type { PacsRequest } from './options.ts';
import { writeRecord } from './record.ts';

/** A study's result, to be kept. */
export interface KeptResult {
  readonly uid: string;
  readonly files: readonly ResultFile[];
  readonly rows: readonly StudyReport[];
  /** Objects of the study that are not results of this model. */
  readonly objects: number;
  /** SOP Instance UIDs of all its objects. */
  readonly before: ReadonlySet<string>;
  /** Why it may not be stored beside the images; null: it may. */
  readonly doubt: string | null;
}

/** Puts results where they were asked to be: into a folder, into the PACS, both or neither. */
export class ResultKeeper {
  readonly #pacs: Pacs;
  readonly #asked: Pick<PacsRequest, 'out' | 'writeBack'>;
  readonly #about: Pick<TriageReport, 'engine' | 'model'>;
  readonly #say: (text: string) => void;
  #failed = 0;
  #stored = 0;
  readonly #objects: OutputObject[] = [];
  #alarmed = false;

  constructor(
    pacs: Pacs,
    asked: Pick<PacsRequest, 'out' | 'writeBack'>,
    about: Pick<TriageReport, 'engine' | 'model'>,
    say: (text: string) => void,
  ) {
    this.#pacs = pacs;
    this.#asked = asked;
    this.#about = about;
    this.#say = say;
  }

  /** Studies whose result is not where it was asked to be. */
  get failed(): number {
    return this.#failed;
  }

  /** Studies whose result is in the PACS now. */
  get stored(): number {
    return this.#stored;
  }

  /** Objects of results that are in the PACS now. */
  get objects(): readonly OutputObject[] {
    return this.#objects;
  }

  /** Whether a result hid its study: nothing more is written back. */
  get alarmed(): boolean {
    return this.#alarmed;
  }

  /** Keeps a result. The record comes last: what failed, which is said and counted, is done again by the next run. */
  async keep(result: KeptResult): Promise<void> {
    try {
      await this.#keep(result);
    } catch (error) {
      if (!(error instanceof AppError)) throw error;
      this.#failed += 1;
      this.#say(`${result.uid}: ${error.message}`);
    }
  }

  async #keep(result: KeptResult): Promise<void> {
    const { uid, files, rows, objects } = result;
    const { out } = this.#asked;
    if (out !== null) {
      for (const { name, bytes } of files) await writeWhole(join(out, uid), name, bytes);
    }
    if (this.#asked.writeBack && files.length > 0) {
      const why = await this.#store(result);
      if (why !== null) {
        this.#failed += 1;
        this.#say(`${uid}: the result is not written back: ${why}`);
        return;
      }
      this.#stored += 1;
    }
    if (out === null) return;
    await writeRecord(out, uid, {
      version: 1,
      ...this.#about,
      objects,
      results: files.length,
      rows,
    });
  }

  /** Why a result is not in the PACS; null where it is, and the study answers. */
  async #store({ uid, files, before, doubt }: KeptResult): Promise<string | null> {
    if (this.#alarmed) return 'nothing is written after the alarm';
    if (doubt !== null) return doubt;
    const written = await writeBack(this.#pacs, uid, files, before);
    if (written.kind === 'stored') {
      this.#objects.push(...files.flatMap(({ bytes }) => objectOf(bytes)));
      return null;
    }
    if (written.kind === 'failed') return written.text;
    this.#alarmed = true;
    this.#say(`ALARM: ${uid}: ${written.text}. No further result is written back.`);
    return 'the study does not answer as before';
  }
}

function objectOf(bytes: Uint8Array): readonly OutputObject[] {
  const ids = readInstanceIds(bytes);
  if (!ids.ok) return [];
  const { sopClassUid, sopInstanceUid, seriesInstanceUid } = ids.value;
  return [{ sopClassUid, sopInstanceUid, seriesInstanceUid }];
}
