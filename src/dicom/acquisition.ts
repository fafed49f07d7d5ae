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

/** By name, or by code as Enhanced CT has it (PS3.3 C.7.6.4b), or ''. */
export function contrastAgent(values: DatasetValues): string {
  const [agent] = values.items('ContrastBolusAgentSequence', 1);
  const byCode = agent === undefined ? '' : agent.localText('CodeMeaning') || 'stated by a code';
  return values.localText('ContrastBolusAgent') || byCode;
}
