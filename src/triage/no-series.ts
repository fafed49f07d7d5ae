import type { Study } from '#dicom';
import { check } from './check.ts';
import type { SuitabilityCheck } from './findings.ts';
import { bodyPart } from './suitability-body-part.ts';

/** As many reasons have room in a row. */
const MOST = 3;

/**
 * Why none of a study's series can be analyzed: that the headers say something else than a head, then the series' own reasons. Both
 * stand: "contrast" alone reads as if a plain series of a chest could be analyzed.
 */
export function noSeries(study: Study): SuitabilityCheck {
  const parts = study.series.map((series) => bodyPart(series, study, null));
  const isHead = parts.some(({ outcome }) => outcome === 'pass');
  const odd = isHead ? undefined : parts.find(({ outcome }) => outcome === 'warn')?.text;
  const roles = study.series.flatMap(({ role }) =>
    role.kind === 'set-aside' ? [role.reason.text] : [],
  );
  const why = [...new Set([...(odd === undefined ? [] : [odd]), ...roles])].slice(0, MOST);
  return check('block', 'no-series', why.join('; ') || 'no series can be analyzed');
}
