import { ms } from '#base';
import { type Pacs, writeBack } from '#dicomweb';
import type { AnalysisService } from '#workers';
import { analyzedStudy } from '../export/analyzed-study.ts';
import type { Stores } from '../stores.ts';
import { resultOf, type StudyEntry } from '../worklist/study-entry.ts';
import { sendFault } from './selectors.ts';
import { changeStudy, type TakenStudy } from './state.ts';
import { reasonOf, type Taking } from './taking.ts';

/** Gives results back to the PACS, one after the other. */
export interface Sending {
  /** Stores a study's result beside its images and reads the study back. Never rejects: what became of it stands at the study. */
  send(key: string): Promise<void>;
  /** Whether the result that a study has now was sent, or tried to be. */
  isTried(entry: StudyEntry): boolean;
}

/** Nothing sent yet. */
export function createSending(
  stores: Stores,
  pacs: Pacs,
  service: Pick<AnalysisService, 'results'>,
  sources: ReadonlyMap<string, Blob>,
  taking: Taking,
  now: () => number,
): Sending {
  const tried = new Set<string>();
  let last: Promise<void> = Promise.resolve();

  async function sendNow(key: string): Promise<void> {
    const entry = stores.worklist.getState().entries.get(key);
    if (entry === undefined) return;
    const uid = entry.summary.studyInstanceUid;
    const tell = (result: TakenStudy['result']) =>
      changeStudy(stores.pacs, uid, (study) => ({ ...study, result }));
    tried.add(resultOf(entry)?.analysisKey ?? '');
    tell({ kind: 'sending' });
    const why = await whyNotSent(entry).catch((error: unknown) => reasonOf(error).text);
    tell(why === null ? { kind: 'sent', at: ms(now()) } : { kind: 'not-sent', text: why });
  }

  /** Sends a result. Gives why it is not in the PACS; null where it is, and the study answers as before. */
  async function whyNotSent(entry: StudyEntry): Promise<string | null> {
    const uid = entry.summary.studyInstanceUid;
    const fault = sendFault(entry, stores.pacs.getState());
    if (fault !== null) return fault;
    const analyzed = analyzedStudy(entry, stores.engine.getState());
    if (!analyzed.ok) return analyzed.reason.text;
    const held = taking.held(uid);
    if (held === undefined) return 'The study has no result to send.';
    const { site } = stores.pacs.getState();
    const sr = site.kind === 'there' ? site.sr : undefined;
    const made = await service.results.files({ ...analyzed.value, sr }, sources);
    if (!made.ok) return made.reason.text;
    const { files, left } = made.value;
    if (files.length === 0) return left.map(({ reason }) => reason.text).join('; ');
    const fresh = files.filter(({ sopInstanceUid }) => !held.instances.has(sopInstanceUid));
    if (fresh.length === 0) return null; // The PACS has this very result.
    const written = await writeBack(pacs, uid, fresh, new Set(held.instances));
    if (written.kind === 'stored') {
      for (const { sopInstanceUid } of fresh) held.instances.add(sopInstanceUid);
      return null;
    }
    if (written.kind === 'alarm') stores.pacs.setState({ alarm: `${uid}: ${written.text}` });
    return written.text;
  }

  return {
    isTried: (entry) => tried.has(resultOf(entry)?.analysisKey ?? ''),
    // One at a time: after an alarm nothing more goes out.
    send: (key) => {
      last = last.then(() => sendNow(key));
      return last;
    },
  };
}
