import { type ReadSource, sourceReader } from '#pipeline';
import type { StudySources } from '../wire/analysis-service.ts';

/** Sources as a function, however they came. */
export const readerOf = (sources: StudySources): ReadSource =>
  typeof sources === 'function' ? sources : sourceReader((id) => sources.get(id));
