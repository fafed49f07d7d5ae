import { countOf } from '#base';
import { OPERATING_POINTS } from '#evaluation';
import type { ValidationReport } from '#validation';

type Counted = ValidationReport['points']['balanced']['sensitivity'];

const two = (value: number): string => value.toFixed(2);
const counted = ({ part, n, interval }: Counted): string =>
  n === 0 || interval === null
    ? 'n/a'
    : `${two(part / n)} (${part} of ${n}; ${two(interval[0])} to ${two(interval[1])})`;

/** The head of a report for a terminal; the page has the rest. */
export function validationText(report: ValidationReport): string {
  const { studies, figures, points, notAnalyzed, labels, power } = report;
  const any = figures.study?.any;
  const auc = any?.auc == null ? 'n/a' : any.auc.toFixed(3);
  const ci = any?.ci == null ? 'no interval' : `${any.ci[0].toFixed(3)} to ${any.ci[1].toFixed(3)}`;
  const rows = OPERATING_POINTS.map((point) => {
    const { threshold, sensitivity, specificity } = points[point];
    return `  ${point} (${threshold.toFixed(3)}): sensitivity ${counted(sensitivity)}, specificity ${counted(specificity)}`;
  });
  return [
    `${report.model.title} (${report.model.hash.slice(0, 12)}) on ${countOf(studies.judged, 'study', 'studies')} of ${countOf(studies.patients, 'patient')}, ${any?.positives ?? 0} with hemorrhage`,
    `AUC of any ${auc} (${ci}), ECE ${any?.ece == null ? 'n/a' : any.ece.toFixed(3)}`,
    ...rows,
    `To know them to ± ${two(power.halfWidth)}: ${power.sensitivity.positivesNeeded ?? 'n/a'} studies with hemorrhage, ${power.specificity.negativesNeeded ?? 'n/a'} without`,
    `${countOf(studies.given, 'study', 'studies')} given, ${studies.unlabeled} without a label; ${labels.unmatched} of ${labels.names} names of the labels are nobody's`,
    ...notAnalyzed.map(
      ({ code, n, positives }) =>
        `Not judged: ${countOf(n, 'labeled study', 'labeled studies')} (${positives} with hemorrhage): ${code}`,
    ),
  ].join('\n');
}
