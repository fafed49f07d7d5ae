import type { SuitabilityCheck } from './findings.ts';

/** Cautions by which a series may be a part of what was scanned. */
const OF_A_PART: ReadonlySet<string> = new Set([
  'slice-count',
  'extent',
  'gaps',
  'beyond-ends',
  'beyond-edges',
  'scan-elsewhere',
  'reading-stopped',
]);

/** What speaks for a series being a part of a head, in words: whoever reads a result without its images has to know. */
export const partCautions = (suitability: readonly SuitabilityCheck[]): readonly string[] =>
  suitability
    .filter(({ outcome, code }) => outcome === 'warn' && OF_A_PART.has(code))
    .map(({ text }) => text);
