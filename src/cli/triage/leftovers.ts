import { dirname } from 'node:path';
import type { Study } from '#dicom';
import type { SkippedSource } from '#intake';
import { leftOutFiles } from '#pipeline';

/** Path of a source by its id. */
export type PathOf = (sourceId: string) => string;

/** {@link leftOutFiles}, by their paths. */
export const leftovers = (study: Study, pathOf: PathOf): readonly SkippedSource[] =>
  leftOutFiles(study).map(({ header, reason }) => ({ path: pathOf(header.sourceId), reason }));

/** The folder that holds the study's files: what their paths have in common. */
export function sourceOf(study: Study, pathOf: PathOf): string {
  const folders = study.series
    .flatMap(({ slices }) => slices)
    .map(({ sourceId }) => dirname(pathOf(sourceId)).split('/'));
  const first = folders[0] ?? [];
  const shared = first.findIndex((part, at) => folders.some((other) => other[at] !== part));
  return (shared === -1 ? first : first.slice(0, shared)).join('/') || '.';
}
