import {
  type HeadPlane,
  type HuImage,
  headPlane,
  type Intracranial,
  intracranial,
  medianFiltered,
} from '#imaging';

/** A slice as all baselines see it. */
export interface Head {
  /** As it was cropped. */
  readonly plane: HeadPlane;
  /** After a 3 x 3 median. */
  readonly smooth: HeadPlane;
  readonly inside: Intracranial;
}

/** A plane with what is derived of it. */
export function headOfPlane(plane: HeadPlane): Head {
  return { plane, smooth: medianFiltered(plane), inside: intracranial(plane) };
}

/** The head of a slice. */
export const headOf = (image: HuImage): Head => headOfPlane(headPlane(image));
