import { labelMap } from '#base';
import type { OperatingPointName } from '#triage';
import type { ReadyEngine } from '#workers';

const POINT = { highSensitivity: 0.2, balanced: 0.5, highSpecificity: 0.8 };

/** An engine that is ready, as far as the store looks at one. `point`: the thresholds of every label, of slices and of studies. */
export function readyEngine({
  id = 'tiny',
  title = 'Tiny',
  point = POINT,
}: {
  readonly id?: string;
  readonly title?: string;
  readonly point?: Readonly<Record<OperatingPointName, number>>;
} = {}): ReadyEngine {
  const operatingPoints = labelMap(() => point);
  return {
    phase: 'ready',
    kind: 'cpu',
    description: 'test',
    msPerSlice: 1,
    modelHash: 'ab',
    preprocessHash: 'cd',
    diagnostics: [],
    manifest: { id, title, operatingPoints, study: { operatingPoints } },
  } as unknown as ReadyEngine;
}
