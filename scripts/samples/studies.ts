import type { HeadShape } from './head-shape.ts';
import type { Lesion } from './lesions.ts';

/** Which of the RSNA set's two writers a sample imitates. */
export type RsnaFamily = 'implicit-12-bit' | 'explicit-16-bit';

/** A synthetic study: what it shows and how it is written. */
export interface SampleStudy {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly seed: number;
  readonly family: RsnaFamily;
  readonly shape: HeadShape;
  readonly lesions: readonly Lesion[];
  readonly slices: number;
  readonly spacingMm: number;
  readonly tiltDegrees: number;
  readonly noiseHu: number;
  readonly turnDegrees: number;
  /** Says contrast in its description: a series the model was not measured on. */
  readonly seriesDescription?: string;
}

const ADULT: HeadShape = { halfWidth: 76, halfLength: 94, height: 84, atrophy: 1 };
const YOUNG: HeadShape = { halfWidth: 74, halfLength: 92, height: 82, atrophy: 0.75 };
const OLD: HeadShape = { halfWidth: 75, halfLength: 95, height: 83, atrophy: 1.45 };

const ROUTINE = { slices: 26, spacingMm: 5, tiltDegrees: 0, noiseHu: 3.6, turnDegrees: 0 } as const;

/** The bundled cases: one for each type, mixed, none, a look-alike, and one that is not to be analyzed. */
export const SAMPLE_STUDIES: readonly SampleStudy[] = [
  {
    ...ROUTINE,
    id: 'epidural',
    title: 'Epidural',
    description: 'A lens at the inner table, left temporal',
    seed: 11,
    family: 'implicit-12-bit',
    shape: YOUNG,
    lesions: [{ kind: 'epidural', toward: [0.93, 0.1, 0.32], reach: 27, thickness: 17 }],
  },
  {
    ...ROUTINE,
    id: 'subdural',
    title: 'Subdural',
    description: 'A crescent along the right convexity',
    seed: 12,
    family: 'explicit-16-bit',
    shape: OLD,
    lesions: [{ kind: 'subdural', toward: [-0.86, 0.1, 0.5], reach: 78, thickness: 11, hu: 64 }],
    tiltDegrees: 12,
  },
  {
    ...ROUTINE,
    id: 'intraparenchymal',
    title: 'Intraparenchymal',
    description: 'A deep hematoma with edema',
    seed: 13,
    family: 'implicit-12-bit',
    shape: ADULT,
    lesions: [{ kind: 'intraparenchymal', at: [-29, 2, 34], radius: 16 }],
    turnDegrees: 4,
  },
  {
    ...ROUTINE,
    id: 'intraventricular',
    title: 'Intraventricular',
    description: 'Blood layering in the lateral ventricles',
    seed: 14,
    family: 'explicit-16-bit',
    shape: OLD,
    lesions: [{ kind: 'intraventricular', level: 8 }],
    tiltDegrees: 18,
  },
  {
    ...ROUTINE,
    id: 'subarachnoid',
    title: 'Subarachnoid',
    description: 'Blood in the Sylvian fissure and the sulci beside it',
    seed: 15,
    family: 'implicit-12-bit',
    shape: OLD,
    lesions: [{ kind: 'subarachnoid', at: [48, 14, 34], radius: 36 }],
    turnDegrees: -5,
  },
  {
    ...ROUTINE,
    id: 'mixed',
    title: 'Mixed',
    description: 'A hematoma that broke into the ventricles, and a thin subdural',
    seed: 16,
    family: 'explicit-16-bit',
    shape: ADULT,
    lesions: [
      { kind: 'intraparenchymal', at: [30, -6, 36], radius: 19 },
      { kind: 'intraventricular', level: -4 },
      { kind: 'subdural', toward: [0.8, -0.3, 0.52], reach: 60, thickness: 6, hu: 58 },
    ],
    tiltDegrees: 8,
  },
  {
    ...ROUTINE,
    id: 'none',
    title: 'No lesion painted',
    description: 'A head into which nothing was painted',
    seed: 17,
    family: 'implicit-12-bit',
    shape: YOUNG,
    lesions: [],
  },
  {
    ...ROUTINE,
    id: 'look-alike',
    title: 'Look-alike',
    description: 'Calcified pineal gland and choroid plexus, no blood painted',
    seed: 18,
    family: 'explicit-16-bit',
    shape: OLD,
    lesions: [
      { kind: 'calcification', at: [0, -18, 38], radius: 3.4 },
      { kind: 'calcification', at: [-17, -32, 42], radius: 4 },
      { kind: 'calcification', at: [17, -33, 42], radius: 3.6 },
    ],
    tiltDegrees: 15,
  },
  {
    ...ROUTINE,
    id: 'unsuitable',
    title: 'Not suitable',
    description: 'A contrast series, set aside: the model was measured on non-contrast CT',
    seed: 19,
    family: 'implicit-12-bit',
    shape: ADULT,
    lesions: [],
    slices: 12,
    spacingMm: 10,
    seriesDescription: 'CTA head, contrast',
  },
];
