import { AppError } from '#base';
import type { InstanceIds } from '#dicom';
import { ask } from './ask.ts';
import { boundaryOf } from './media-type.ts';
import { type Part, parts } from './multipart.ts';
import type { Pacs } from './pacs.ts';
import { readPart } from './parts-of-study.ts';
import { AS_STORED } from './retrieve.ts';

/** Where an object is in its study. */
export type Place = Pick<InstanceIds, 'seriesInstanceUid' | 'sopInstanceUid'>;

/** Equal for objects at one place of a study, and for no others. */
export const keyOf = ({ seriesInstanceUid, sopInstanceUid }: Place): string =>
  `${seriesInstanceUid} ${sopInstanceUid}`;

/** One object (WADO-RS instance). Rejects with AppError 'pacs-...' where another comes, or not one. */
export function objectAt(
  pacs: Pacs,
  studyInstanceUid: string,
  place: Place,
  signal: AbortSignal | undefined,
): Promise<{ readonly ids: InstanceIds; readonly bytes: Part['bytes'] }> {
  const { seriesInstanceUid, sopInstanceUid } = place;
  const { studyMs: deadlineMs, studyBytes: mostBytes } = pacs.limits;
  const path = `studies/${studyInstanceUid}/series/${seriesInstanceUid}/instances/${sopInstanceUid}`;
  return ask(
    pacs,
    { path, accept: AS_STORED, deadlineMs, mostBytes },
    async (answer) => {
      const came: Part[] = [];
      for await (const part of parts(answer.chunks(), boundaryOf(answer.type), pacs.limits)) {
        came.push(part);
        if (came.length > 1) break;
      }
      const [part] = came;
      const ids = part === undefined ? null : readPart(part, studyInstanceUid);
      if (part === undefined || came.length > 1 || ids === null || 'code' in ids) {
        throw new AppError('pacs-broken', 'the PACS did not give one object of the study');
      }
      if (keyOf(ids) !== keyOf(place)) {
        throw new AppError('pacs-broken', 'the PACS gave another object than was asked for');
      }
      return { ids, bytes: part.bytes };
    },
    signal,
  );
}
