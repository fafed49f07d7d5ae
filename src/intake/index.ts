export { collect } from './collect.ts';
export { collectSources } from './collect-sources.ts';
export type { Dropped, DroppedEntry, Given, PickedFile, PickedHandle } from './dropped.ts';
export { findFiles } from './find-files.ts';
export type { Keep } from './read-zip.ts';
export type { ByteRange, Found, FoundFile, SkippedSource, Source, SourceEvent } from './source.ts';
