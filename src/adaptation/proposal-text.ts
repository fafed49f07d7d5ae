import { countOf } from '#base';
import { OPERATING_POINTS, POINT_NAMES } from '#evaluation';
import type { DriftWatch } from './drift.ts';
import { contradictsVerdicts, type Proposal } from './propose.ts';
import type { AtThreshold, CountedPart } from './propose-thresholds.ts';
import type { Range } from './recalibrate.ts';

const WHAT = { scores: 'probabilities', brainHu: 'median HU of the brain' } as const;

const two = (value: number): string => value.toFixed(2);
const three = (value: number): string => value.toFixed(3);
const range = (found: Range | null, shown = two): string =>
  found === null ? 'no interval' : `${shown(found[0])} to ${shown(found[1])}`;
const counted = ({ value, part, n, interval }: CountedPart): string =>
  `${two(value)} (${part} of ${n}; ${range(interval)})`;
const at = ({ threshold, sensitivity, specificity }: AtThreshold): string =>
  `${three(threshold)}: sensitivity ${counted(sensitivity)}, specificity ${counted(specificity)}`;
const studies = (n: number): string => countOf(n, 'study', 'studies');

/** A proposal in words, before beside after. */
export function proposalText(proposal: Proposal): string {
  const { n, model, recalibration, operatingPoints, calibration } = proposal;
  const { scaling, intervals, before, afterHeldOut, gain } = recalibration;
  const points = OPERATING_POINTS.flatMap((point) => {
    const { changes, reason, before: now, chosen } = operatingPoints[point];
    return [
      `  ${POINT_NAMES[point]}: ${changes ? 'PROPOSED' : 'stays'}, as ${reason}`,
      `    now     ${at(now)}`,
      `    chosen  ${at(chosen)} (held out)`,
    ];
  });
  return [
    `${studies(n.studies)} with a verdict: ${n.positives} with hemorrhage, ${n.negatives} without. Package ${model.id} (${model.hash.slice(0, 12)}).`,
    '',
    `Calibration: ${recalibration.changes ? 'PROPOSED' : 'stays'}, as ${recalibration.reason}.`,
    `  slope ${two(scaling.a)} (${range(intervals.a)}), offset ${two(scaling.b)} (${range(intervals.b)}) on the package's logit; 1 and 0 change nothing`,
    `  log loss ${three(before.logLoss)} now, ${three(afterHeldOut.logLoss)} held out (gain ${three(gain.value)}; ${range(gain.interval, three)}); Brier ${three(before.brier)}, ${three(afterHeldOut.brier)}; ECE ${three(before.ece)}, ${three(afterHeldOut.ece)}`,
    '',
    'Operating points (threshold on the package’s probability):',
    ...points,
    '',
    ...prevalenceLines(proposal),
    '',
    ...driftLines(proposal.drift),
    '',
    calibration === null
      ? 'Nothing is proposed: the package stays as it is.'
      : `Proposed: ${calibration.basis.changes.join(', ')}. Nothing changes before the calibration file is loaded by hand.`,
  ].join('\n');
}

function prevalenceLines({ prevalence }: Proposal): readonly string[] {
  const { trained, counted: seen, estimated } = prevalence;
  const contradicts = contradictsVerdicts(prevalence);
  return [
    `Prevalence: ${counted(seen)} by verdicts${trained === null ? '' : `; the package was calibrated at ${two(trained)}`}.`,
    ...(estimated === null
      ? []
      : [
          `  ${two(estimated.value)} (${range(estimated.interval)}) by the probabilities of ${studies(estimated.n)} alone${contradicts ? ': not what the verdicts say, so the probabilities are not calibrated here and this is no estimate' : ', as far as they are calibrated here'}`,
        ]),
  ];
}

function driftLines(drift: DriftWatch | null): readonly string[] {
  if (drift === null) return ['Drift: not watched, as there is no reference of enough studies.'];
  return [
    `Drift: ${studies(drift.n.site)} against ${studies(drift.n.reference)} of the reference; false alarms in ${two(drift.falseAlarmRate)} of looks when nothing differs.`,
    ...drift.tests.map(
      ({ what, statistic, p, medians, alarm }) =>
        `  ${WHAT[what]}: ${alarm ? 'ALARM' : 'no alarm'}, Kolmogorov-Smirnov ${two(statistic)}, p ${p < 0.001 ? '< .001' : three(p)}; median ${two(medians[0])} there, ${two(medians[1])} here`,
    ),
    ...drift.sequential.map(({ what, alarm, ...watch }) => {
      const found =
        alarm === null
          ? 'no alarm'
          : `ALARM at study ${alarm.study}, ${alarm.direction} than the reference`;
      return `  ${WHAT[what]}, study after study: ${found} (CUSUM, a false alarm after ${Math.round(watch.averageRunLength)} studies on average, a shift of one standard deviation found after ${watch.runLengthAtOneDeviation.toFixed(0)}; a false alarm among these: ${two(watch.falseAlarmWithinWatched)})`;
    }),
  ];
}
