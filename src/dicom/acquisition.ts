import type { DatasetValues } from './dataset-values.ts';
import { secondOf } from './scan-order.ts';
import type { SliceHeader } from './slice-header.ts';

/** When, and in which scan, a slice was acquired. */
export function acquisitionOf(
  values: DatasetValues,
): Pick<SliceHeader, 'acquiredAt' | 'acquisition'> {
  const number = values.number('AcquisitionNumber');
  return {
    acquiredAt: secondOf(
      values.text('AcquisitionTime') || values.text('AcquisitionDateTime').slice(8),
    ),
    acquisition: values.text('IrradiationEventUID') || (number === null ? '' : `#${number}`),
  };
}

const DAY_MS = 86_400_000;

/** Whether the acquisition's date lies more than a day from the study's: of a scan at midnight, or in another time zone, it lies one day from it. */
export function acquiredOtherDay(values: DatasetValues): boolean {
  const acquired = dayOf(values.text('AcquisitionDate') || values.text('AcquisitionDateTime'));
  const study = dayOf(values.text('StudyDate'));
  return acquired !== null && study !== null && Math.abs(acquired - study) > DAY_MS;
}

/** Midnight of a DA or DT, in ms; null where it is no date. */
function dayOf(text: string): number | null {
  const [, year, month, day] = /^(\d{4})\.?(\d{2})\.?(\d{2})/.exec(text) ?? [];
  return day === undefined ? null : Date.UTC(Number(year), Number(month) - 1, Number(day));
}

/** By name, or by code as Enhanced CT has it (PS3.3 C.7.6.4b), or ''. */
export function contrastAgent(values: DatasetValues): string {
  const [agent] = values.items('ContrastBolusAgentSequence', 1);
  const byCode = agent === undefined ? '' : agent.localText('CodeMeaning') || 'stated by a code';
  return values.localText('ContrastBolusAgent') || byCode;
}
