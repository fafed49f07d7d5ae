import { dirname } from 'node:path';
import type { Reason } from '#base';
import type { SliceHeader, Study } from '#dicom';
import type { SkippedSource } from '#intake';

/** Path of a source by its id. */
export type PathOf = (sourceId: string) => string;

/**
 * The files of a study that are not in its row: those of series that were not chosen, and duplicates. A multi-frame file
 * that is partly in the row is not left over. Where no series was chosen, all slices are in the row, as not analysed.
 */
export function leftovers(study: Study, pathOf: PathOf): readonly SkippedSource[] {
  const inRow = (key: string) => study.chosen === null || key === study.chosen.seriesKey;
  const reported = new Set(
    study.series.filter(({ key }) => inRow(key)).flatMap(({ slices }) => ids(slices)),
  );
  const left = new Map<string, Reason>();
  const add = (headers: readonly SliceHeader[], reason: Reason) => {
    for (const id of ids(headers)) if (!reported.has(id) && !left.has(id)) left.set(id, reason);
  };
  for (const series of study.series) {
    if (!inRow(series.key)) add(series.slices, reasonOf(series.role));
    add(series.duplicates, {
      code: 'duplicate',
      text: 'the same slice, or one at the same place, was given already',
    });
  }
  return [...left].map(([id, reason]) => ({ path: pathOf(id), reason }));
}

const ids = (headers: readonly SliceHeader[]) => headers.map(({ sourceId }) => sourceId);

const reasonOf = (role: Study['series'][number]['role']): Reason =>
  role.kind === 'set-aside'
    ? { ...role.reason, text: `its series was set aside: ${role.reason.text}` }
    : { code: 'other-series', text: 'another series of the study was chosen' };

/** The folder that holds the study's files: what their paths have in common. */
export function sourceOf(study: Study, pathOf: PathOf): string {
  const folders = study.series
    .flatMap(({ slices }) => slices)
    .map(({ sourceId }) => dirname(pathOf(sourceId)).split('/'));
  const first = folders[0] ?? [];
  const shared = first.findIndex((part, at) => folders.some((other) => other[at] !== part));
  return (shared === -1 ? first : first.slice(0, shared)).join('/') || '.';
}
