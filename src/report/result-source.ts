import { type ByteRange, bytesOf, notOk, type Outcome, ok, reasonFrom } from '#base';
import { chosenSeries, decodeFrame, readIdentity, type SliceHeader, type Study } from '#dicom';
import type { StudyFindings } from '#triage';
import type { ResultSource } from './result-files.ts';
import { capturedSlice } from './secondary-capture.ts';

/** Files by their source id. */
export type FindFile = (sourceId: string) => ByteRange | undefined;

/** Of whose result objects are made, and what computed it. */
export type AnalyzedStudy = Pick<
  ResultSource,
  'study' | 'findings' | 'finishedAt' | 'model' | 'sr'
>;

/**
 * Reads what {@link resultFiles} needs of the study's own files: the identity in the bytes of its first image, and the pixels
 * of the slice that is captured. A picture that cannot be decoded is left out; a file that is not there is 'source-gone'.
 */
export async function readResultSource(
  { study, findings, finishedAt, model, sr }: AnalyzedStudy,
  findFile: FindFile,
  signal?: AbortSignal,
): Promise<Outcome<ResultSource>> {
  const first = chosenSeries(study)?.slices[0];
  const file = first === undefined ? undefined : findFile(first.sourceId);
  if (file === undefined) return notOk('source-gone', 'its file is not there any more');
  try {
    const identity = await readIdentity(file);
    if (!identity.ok) return identity;
    const captured = await capture(study, findings, findFile, signal);
    return ok({ study, findings, finishedAt, identity: identity.value, model, sr, captured });
  } catch (error) {
    signal?.throwIfAborted();
    return { ok: false, reason: reasonFrom(error, 'unreadable') };
  }
}

async function capture(
  study: Study,
  findings: StudyFindings,
  findFile: FindFile,
  signal: AbortSignal | undefined,
): Promise<ResultSource['captured']> {
  const header: SliceHeader | null = capturedSlice(study, findings);
  const file = header === null ? undefined : findFile(header.sourceId);
  if (header === null || file === undefined) return null;
  const frame = await decodeFrame(await bytesOf(file.slice()), header, signal);
  return frame.ok ? { header, frame: frame.value } : null;
}
