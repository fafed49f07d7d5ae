import type { Image } from 'cornerstone-core';
import { dot, type Vector3 } from '#dicom';
import {
  flatPlane,
  frameAt,
  lineWhereMeets,
  type PixelPlace,
  type PlaneFrame,
  type PlaneGrid,
  type PlaneKind,
  type PlaneLine,
  patientPoint,
  placeThrough,
  planeGrid,
  unit,
} from '#imaging';
import { cornerstoneImage } from './computed-image.ts';
import type { Volume } from './load-volume.ts';
import { type OrientationLetters, orientationLetters } from './orientation-letters.ts';

/** The planes of a volume that are computed. */
const PLANE_KINDS = ['coronal', 'sagittal'] as const satisfies readonly PlaneKind[];

/** Where the planes cut, mm in the patient: x (to the left) of the sagittal one, y (to the back) of the coronal one. */
export type Cuts = Readonly<Record<PlaneKind, number>>;

/** A plane as it was computed. */
export interface Plane {
  readonly kind: PlaneKind;
  /** Where it cuts, mm: what is said of it goes by this, and not by what was asked for since. */
  readonly place: number;
  readonly image: Image;
  readonly frame: PlaneFrame;
  readonly letters: OrientationLetters | null;
}

/** Where another plane cuts an image. */
export interface PositionLine {
  readonly of: PlaneKind | 'axial';
  readonly line: PlaneLine;
}

/** Coronal and sagittal planes through a volume. Places outside it are moved to its edge. */
export interface VolumePlanes {
  readonly volume: Volume;
  /** Where planes of a kind can lie, mm. */
  range(kind: PlaneKind): { readonly from: number; readonly to: number };
  /** Through the middle of the volume. */
  middle(): Cuts;
  /** Computed elsewhere than on this thread. Rejects where the slices are lost, and with an AbortError. */
  cut(kind: PlaneKind, place: number, signal: AbortSignal): Promise<Plane>;
  /** The lines on an image where the others cut it; `slice`: the axial one that is shown, by its place in the series. */
  lines(on: PlaneKind | 'axial', cuts: Cuts, slice: number): readonly PositionLine[];
  /** The point in the patient at a place of an image. */
  pointOn(on: PlaneKind | 'axial', at: PixelPlace, cuts: Cuts, slice: number): Vector3 | null;
  /** The planes through a point, and the slice nearest to it, by its place in the series. */
  through(point: Vector3): { readonly cuts: Cuts; readonly slice: number };
}

/** Makes the planes of a volume; each is computed when it is asked for. */
export function volumePlanes(volume: Volume): VolumePlanes {
  const { stack, held } = volume;
  const grids: Readonly<Record<PlaneKind, PlaneGrid>> = {
    coronal: planeGrid(stack, 'coronal'),
    sagittal: planeGrid(stack, 'sagittal'),
  };
  const axialAt = (slice: number) => stack.slices.find(({ index }) => index === slice);
  const frameOf = (on: PlaneKind | 'axial', cuts: Cuts, slice: number): PlaneFrame | undefined =>
    on === 'axial' ? axialAt(slice) : frameAt(grids[on], within(on, cuts[on]));
  const within = (kind: PlaneKind, place: number): number =>
    Math.min(grids[kind].to, Math.max(grids[kind].from, place));
  return {
    volume,
    range: (kind) => ({ from: grids[kind].from, to: grids[kind].to }),
    middle: () => ({
      coronal: (grids.coronal.from + grids.coronal.to) / 2,
      sagittal: (grids.sagittal.from + grids.sagittal.to) / 2,
    }),
    cut: async (kind, wanted, signal) => {
      const place = within(kind, wanted);
      const frame = frameAt(grids[kind], place);
      const { pixel } = grids[kind];
      const pixels = await held.plane(frame, signal);
      const image = cornerstoneImage(pixels, { column: pixel, row: pixel });
      return { kind, place, image, frame, letters: lettersOf(frame) };
    },
    lines: (on, cuts, slice) => {
      const frame = frameOf(on, cuts, slice);
      if (frame === undefined) return [];
      const axial = axialAt(slice);
      const planes = [
        ...(axial === undefined
          ? []
          : [
              {
                of: 'axial' as const,
                plane: { normal: stack.normal, distance: axial.position },
              },
            ]),
        ...PLANE_KINDS.map((of) => ({ of, plane: flatPlane(of, within(of, cuts[of])) })),
      ];
      return planes.flatMap(({ of, plane }) => {
        const line = of === on ? null : lineWhereMeets(frame, plane);
        return line === null ? [] : [{ of, line }];
      });
    },
    pointOn: (on, at, cuts, slice) => {
      const frame = frameOf(on, cuts, slice);
      const beside =
        frame === undefined || at.x < 0 || at.y < 0 || at.x > frame.columns || at.y > frame.rows;
      return beside ? null : patientPoint(frame, at);
    },
    through: (point) => {
      const height = dot(point, stack.normal);
      const [nearest] = [...stack.slices].sort(
        (a, b) => Math.abs(a.position - height) - Math.abs(b.position - height),
      );
      return {
        cuts: {
          coronal: within('coronal', placeThrough('coronal', point)),
          sagittal: within('sagittal', placeThrough('sagittal', point)),
        },
        slice: nearest?.index ?? 0,
      };
    },
  };
}

function lettersOf({ alongRow, alongColumn }: PlaneFrame): OrientationLetters | null {
  const upright = { hflip: false, vflip: false, rotation: 0 };
  return orientationLetters([unit(alongRow), unit(alongColumn)], upright);
}
