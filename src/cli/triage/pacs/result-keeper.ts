import { rm } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError } from '#base';
import { readInstanceIds } from '#dicom';
import { type OutputObject, type Pacs, writeBack } from '#dicomweb';
import type { ResultFile, StudyReport, TriageReport } from '#report';
import { writeWhole } from '../../write-whole.ts';
import { FORMER } from './former-patient.ts';
import type { PacsRequest } from './options.ts';
import { type StudyRecord, writeRecord } from './record.ts';
import { resultObjectsIn } from './result-files.ts';

/** A study's result, to be kept. */
export interface KeptResult {
  readonly uid: string;
  readonly files: readonly ResultFile[];
  readonly rows: readonly StudyReport[];
  /** Objects of the study that are not results of this model. */
  readonly objects: number;
  /** What tells them from others. */
  readonly state: string;
  /** SOP Instance UIDs of all its objects. */
  readonly before: ReadonlySet<string>;
  /** Why the study may be less than it is, or another: no DICOM object is kept of it. */
  readonly doubts: readonly string[];
  /** The PACS has a result of it by this model, which was moved there with the study: no second one is stored. */
  readonly isStored?: boolean;
}

/** Puts results where they were asked to be: into a folder, into the PACS, both or neither. */
export class ResultKeeper {
  readonly #pacs: Pacs;
  readonly #asked: Pick<PacsRequest, 'out' | 'writeBack'>;
  readonly #about: Pick<TriageReport, 'engine' | 'model'>;
  readonly #say: (text: string) => void;
  readonly #waits: (fault: AppError) => Promise<boolean>;
  #failed = 0;
  #stored = 0;
  readonly #objects: OutputObject[] = [];
  #alarmed = false;

  /** `waits`: a folder that takes nothing is waited for, until it may be tried again; false: it is not. */
  constructor(
    pacs: Pacs,
    asked: Pick<PacsRequest, 'out' | 'writeBack'>,
    about: Pick<TriageReport, 'engine' | 'model'>,
    say: (text: string) => void,
    waits: (fault: AppError) => Promise<boolean> = async () => false,
  ) {
    this.#pacs = pacs;
    this.#asked = asked;
    this.#about = about;
    this.#say = say;
    this.#waits = waits;
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
      this.#fail(`${result.uid}: ${error.message}`);
    }
  }

  async #keep(result: KeptResult): Promise<void> {
    const { uid, files, rows, objects, state, doubts } = result;
    const { out, writeBack } = this.#asked;
    // Of a part that does not say so nobody would know that it is one.
    const isSure = doubts.length === 0;
    // Listed before anything is written: what another run writes at the same moment is not former.
    const former = out !== null && isSure ? await resultObjectsIn(join(out, uid)) : [];
    // A disk that is full keeps no result from the PACS.
    const unfiled =
      out !== null && isSure ? await faultOf(writeFiles(join(out, uid), files)) : null;
    const isThere =
      !writeBack ||
      result.isStored === true ||
      files.length === 0 ||
      (await this.#wroteBack(result));
    if (unfiled !== null) await this.#filed(() => writeFiles(join(out ?? '', uid), files), unfiled);
    if (out === null || (isSure && !isThere)) return;
    const record: StudyRecord = {
      version: 1,
      ...this.#about,
      objects,
      state,
      results: isSure ? files.length : 0,
      ...(isSure ? {} : { troubles: doubts }),
      rows,
    };
    await this.#filed(() => writeRecord(out, uid, record));
    const names = new Set(files.map(({ name }) => name));
    if (isSure) {
      await removeFormer(
        join(out, uid),
        former.filter((name) => !names.has(name)),
      );
    } else if (isThere) this.#fail(`${uid}: only its row is kept: ${doubts.join('; ')}`);
  }

  /** Writes into the folder, again where that was waited for. `fault`: why it failed before. */
  async #filed(write: () => Promise<void>, fault: AppError | null = null): Promise<void> {
    for (let why = fault; ; ) {
      if (why !== null && !(await this.#waits(why))) throw why;
      why = await faultOf(write());
      if (why === null) return;
    }
  }

  #fail(text: string): void {
    this.#failed += 1;
    this.#say(text);
  }

  /** Whether a result is in the PACS; says why it is not. */
  async #wroteBack(result: KeptResult): Promise<boolean> {
    const why = await this.#store(result);
    if (why === null) this.#stored += 1;
    else this.#fail(`${result.uid}: the result is not written back: ${why}`);
    return why === null;
  }

  /** Why a result is not in the PACS; null where it is, and the study answers. */
  async #store({ uid, files, before, doubts }: KeptResult): Promise<string | null> {
    if (this.#alarmed) return 'nothing is written after the alarm';
    if (doubts.length > 0) return doubts.join('; ');
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

async function writeFiles(folder: string, files: readonly ResultFile[]): Promise<void> {
  for (const { name, bytes } of files) await writeWhole(folder, name, bytes);
}

/** Why something was not to be done; null where it was. A fault of the program is none of these. */
async function faultOf(done: Promise<void>): Promise<AppError | null> {
  try {
    await done;
    return null;
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

/** Removes what was kept of the study before it changed: what is there is the result of what it is now. */
async function removeFormer(folder: string, names: readonly string[]): Promise<void> {
  for (const name of names) await rm(join(folder, name), { force: true });
  await rm(join(folder, FORMER), { recursive: true, force: true });
}

function objectOf(bytes: Uint8Array): readonly OutputObject[] {
  const ids = readInstanceIds(bytes);
  if (!ids.ok) return [];
  const { sopClassUid, sopInstanceUid, seriesInstanceUid } = ids.value;
  return [{ sopClassUid, sopInstanceUid, seriesInstanceUid }];
}
