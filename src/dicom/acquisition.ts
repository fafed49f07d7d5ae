import { dayOf } from './calendar-day.ts';
import type { DatasetValues } from './dataset-values.ts';
import { secondOf } from './scan-order.ts';
import type { SliceHeader } from './slice-header.ts';

/** When, and in which scan, a slice was acquired. */
export function acquisitionOf(
  values: DatasetValues,
): Pick<SliceHeader, 'acquiredAt' | 'contentAt' | 'acquisition'> {
  const number = values.number('AcquisitionNumber');
  return {
    acquiredAt: secondOf(
      values.text('AcquisitionTime') || values.text('AcquisitionDateTime').slice(8),
    ),
    contentAt: secondOf(values.text('ContentTime')),
    acquisition: values.text('IrradiationEventUID') || (number === null ? '' : `#${number}`),
  };
}

/**
 * Whether the acquisition's date lies more than a day from the study's: of a scan at midnight, or in another time zone, it lies one day from it. A
 * date that stands for one that was taken away counts: it contradicts the other; one that is no day of the calendar says nothing.
 */
export function acquiredOtherDay(values: DatasetValues): boolean {
  const acquired =
    dayOf(values.text('AcquisitionDate')) ?? dayOf(values.text('AcquisitionDateTime'));
  const study = dayOf(values.text('StudyDate'));
  return acquired !== null && study !== null && Math.abs(acquired - study) > 1;
}

/** By name, or by code as Enhanced CT has it (PS3.3 C.7.6.4b), or ''. */
export function contrastAgent(values: DatasetValues): string {
  const [agent] = values.items('ContrastBolusAgentSequence', 1);
  const byCode = agent === undefined ? '' : agent.localText('CodeMeaning') || 'stated by a code';
  return values.localText('ContrastBolusAgent') || byCode;
}
