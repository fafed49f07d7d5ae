import { type SliceHeader, sliceKey } from '#dicom';

/** Which file gave each slice. Holds no text of its own for a slice: there are thousands. */
export interface OpenSlices {
  /** The source of a slice that is the same; undefined where none is. */
  of(header: SliceHeader): string | undefined;
  add(header: SliceHeader): void;
  /** The file's slices are another's to give. */
  forget(sourceId: string): void;
  clear(): void;
}

const seriesOf = ({ studyInstanceUid, patient, seriesInstanceUid }: SliceHeader): string =>
  `${studyInstanceUid}|${patient.patientId}|${seriesInstanceUid}`;

/** No slices yet. */
export function openSlices(): OpenSlices {
  const bySeries = new Map<string, Map<string, string>>();
  return {
    of: (header) => bySeries.get(seriesOf(header))?.get(sliceKey(header)),
    add: (header) => {
      const series = seriesOf(header);
      const slices = bySeries.get(series);
      if (slices === undefined)
        bySeries.set(series, new Map([[sliceKey(header), header.sourceId]]));
      else slices.set(sliceKey(header), header.sourceId);
    },
    forget: (sourceId) => {
      for (const slices of bySeries.values()) {
        for (const [slice, owner] of slices) if (owner === sourceId) slices.delete(slice);
      }
    },
    clear: () => bySeries.clear(),
  };
}
