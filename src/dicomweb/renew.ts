import { AppError } from '#base';
import type { InstanceIds } from '#dicom';
import type { Found } from '#intake';
import { listInstances } from './instances.ts';
import { keyOf, objectAt } from './object-at.ts';
import type { Pacs } from './pacs.ts';
import { fileOf, studyOf } from './parts-of-study.ts';
import { type RetrievedStudy, retrieveStudy, type WantedStudy } from './retrieve.ts';
import { isUid } from './uid.ts';

/** An object and its file. */
interface HeldObject {
  readonly ids: InstanceIds;
  readonly file: Found<Blob>;
}

/**
 * A study of which objects are held: the PACS says which it has now (QIDO-RS), and those alone that are not held are fetched. What it has
 * no more is left out. All is fetched anew where more is missing than held, and where anything is other than announced: a list that
 * is short, an object that does not come, a trouble of what is held or of the whole. Rejects as `retrieveStudy` does.
 */
export async function renewStudy(
  pacs: Pacs,
  wanted: WantedStudy,
  held: RetrievedStudy,
  signal?: AbortSignal,
): Promise<RetrievedStudy> {
  try {
    const study = await completed(pacs, wanted, held, signal);
    if (study?.troubles.length === 0) return study;
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
  }
  return retrieveStudy(pacs, wanted, signal);
}

/** The study of what is held and what is missing; null where it is better fetched whole. */
async function completed(
  pacs: Pacs,
  wanted: WantedStudy,
  held: RetrievedStudy,
  signal: AbortSignal | undefined,
): Promise<RetrievedStudy | null> {
  const known = heldObjects(held);
  if (known === null || !isUid(wanted.studyInstanceUid)) return null;
  const places = await listInstances(pacs, wanted.studyInstanceUid, signal);
  // A list that is short, or names one twice, proves nothing of what is missing.
  if (places.length !== wanted.instances) return null;
  if (new Set(places.map(keyOf)).size !== places.length) return null;
  const missing = places.filter((place) => !known.has(keyOf(place)));
  if (missing.length > places.length / 2) return null;
  let fetchedBytes = 0;
  const fetched = await Promise.all(
    missing.map(async (place, at): Promise<HeldObject> => {
      const { ids, bytes } = await objectAt(pacs, wanted.studyInstanceUid, place, signal);
      fetchedBytes += bytes.byteLength;
      return { ids, file: fileOf(ids, new Blob([bytes]), at + 1) };
    }),
  );
  const all = [...places.flatMap((place) => known.get(keyOf(place)) ?? []), ...fetched];
  return studyOf(wanted, {
    found: all.map(({ file }) => file),
    objects: all.map(({ ids }) => ids),
    unusable: [],
    fetchedBytes,
  });
}

/** Objects by their places; null where what is held is in doubt. */
function heldObjects({ found, objects, troubles }: RetrievedStudy): Map<string, HeldObject> | null {
  const all = new Map(
    objects.flatMap((ids, at): [string, HeldObject][] => {
      const file = found[at];
      return file === undefined ? [] : [[keyOf(ids), { ids, file }]];
    }),
  );
  return troubles.length === 0 && all.size === found.length ? all : null;
}
