import { dirname } from 'node:path';
import type { Reason } from '#base';
import { type Study, slicesInRow } from '#dicom';
import type { SkippedSource } from '#intake';
import { leftOutOf } from '#pipeline';

/** Path of a source by its id. */
export type PathOf = (sourceId: string) => string;

/**
 * The files of a study that are not in its row: those of series that were not chosen, and duplicates. A multi-frame file
 * that is partly in the row is not left over. Where no series was chosen, all slices are in the row, as not analyzed.
 */
export function leftovers(study: Study, pathOf: PathOf): readonly SkippedSource[] {
  const reported = new Set(slicesInRow(study).map(({ header }) => header.sourceId));
  const left = new Map<string, Reason>();
  for (const { header, reason } of leftOutOf(study)) {
    const { sourceId } = header;
    if (!reported.has(sourceId) && !left.has(sourceId)) left.set(sourceId, reason);
  }
  return [...left].map(([id, reason]) => ({ path: pathOf(id), reason }));
}

/** The folder that holds the study's files: what their paths have in common. */
export function sourceOf(study: Study, pathOf: PathOf): string {
  const folders = study.series
    .flatMap(({ slices }) => slices)
    .map(({ sourceId }) => dirname(pathOf(sourceId)).split('/'));
  const first = folders[0] ?? [];
  const shared = first.findIndex((part, at) => folders.some((other) => other[at] !== part));
  return (shared === -1 ? first : first.slice(0, shared)).join('/') || '.';
}
