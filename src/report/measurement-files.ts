import { canonicalJson, notOk, type Outcome, ok, reasonFrom } from '#base';
import { readIdentity, type Study, sliceKey } from '#dicom';
import type { Measurement } from '#measure';
import { type MeasuredOn, measuredReport } from './measured-report.ts';
import { namedByContent } from './named-object.ts';
import type { ResultArchive } from './result-archive.ts';
import type { FindFile } from './result-source.ts';
import { namedUid } from './result-uid.ts';
import { zipOf } from './zip-of.ts';

/**
 * What readers measured in a study as DICOM in one ZIP: a structured report for each reader, apart from any result of a model, which
 * need not be there. Patient and study in the bytes of the first measured image. A measurement on a slice that the study does not
 * have is left out and named; 'source-gone' where the images' files are not there.
 */
export async function measurementArchive(
  study: Study,
  measurements: readonly Measurement[],
  findFile: FindFile,
  signal?: AbortSignal,
): Promise<Outcome<ResultArchive>> {
  const headers = new Map(
    study.series.flatMap(({ slices }) => slices.map((header) => [sliceKey(header), header])),
  );
  const measured: MeasuredOn[] = [];
  const left: ResultArchive['left'][number][] = [];
  for (const one of measurements) {
    const header = headers.get(one.sliceKey);
    if (header === undefined) {
      const text = `the slice of measurement ${one.id} is not in the study`;
      left.push({ kind: 'SR', reason: { code: 'no-evidence', text } });
    } else if (one.quantities.length > 0) {
      const trackingUid = await namedUid(
        'measurement',
        study.studyInstanceUid,
        one.sliceKey,
        one.kind,
        String(one.id),
        String(one.at),
      );
      measured.push({ one, header, trackingUid });
    }
  }
  const [first] = measured;
  const file = first === undefined ? undefined : findFile(first.header.sourceId);
  if (first === undefined) return notOk('no-evidence', 'nothing was measured on its slices');
  if (file === undefined) return notOk('source-gone', 'its file is not there any more');
  const files: { readonly name: string; readonly bytes: Uint8Array<ArrayBuffer> }[] = [];
  try {
    const identity = await readIdentity(file);
    if (!identity.ok) return identity;
    const seriesUid = await namedUid('series', 'measurements', study.studyInstanceUid);
    for (const reader of new Set(measured.map(({ one }) => one.by))) {
      signal?.throwIfAborted();
      const theirs = measured.filter(({ one }) => one.by === reader);
      const about = canonicalJson(theirs.map(({ trackingUid }) => trackingUid));
      const cameToBe = Math.max(...theirs.map(({ one }) => one.at));
      const made = await namedByContent(
        { seriesUid, identity: identity.value, cameToBe, about },
        (object) => measuredReport(study, reader, theirs, object),
      );
      if (!made.ok) left.push({ kind: 'SR', reason: made.reason });
      else {
        const { sopInstanceUid, bytes } = made.value;
        files.push({ name: `measurements-${sopInstanceUid}.dcm`, bytes });
      }
    }
  } catch (error) {
    signal?.throwIfAborted();
    return { ok: false, reason: reasonFrom(error, 'unreadable') };
  }
  return ok({ zip: zipOf(files), names: files.map(({ name }) => name), left });
}
