import type { Vector3 } from '#dicom';

/** How the image is turned on the screen. Flips come first, then the rotation, clockwise in degrees. */
export interface Turned {
  readonly hflip: boolean;
  readonly vflip: boolean;
  readonly rotation: number;
}

/** The letters at the four edges of the image. */
export interface OrientationLetters {
  readonly left: string;
  readonly right: string;
  readonly top: string;
  readonly bottom: string;
}

/** A component below this part of the vector isn't worth a letter: 15 degrees. */
const WORTH_A_LETTER = Math.sin((15 * Math.PI) / 180);

/** The patient's directions at the edges, from Image Orientation (0020,0037); null where the file has none. */
export function orientationLetters(
  orientation: readonly [Vector3, Vector3] | null,
  turned: Turned,
): OrientationLetters | null {
  if (orientation === null) return null;
  const right = lettersOf(screenToPatient(1, 0, orientation, turned));
  const bottom = lettersOf(screenToPatient(0, 1, orientation, turned));
  return { right, left: opposite(right), bottom, top: opposite(bottom) };
}

/** A direction on the screen (x right, y down) as a direction in the patient (LPS). */
function screenToPatient(
  x: number,
  y: number,
  [row, column]: readonly [Vector3, Vector3],
  { hflip, vflip, rotation }: Turned,
): Vector3 {
  const angle = (-rotation * Math.PI) / 180;
  const turnedX = x * Math.cos(angle) - y * Math.sin(angle);
  const turnedY = x * Math.sin(angle) + y * Math.cos(angle);
  const alongRow = hflip ? -turnedX : turnedX;
  const alongColumn = vflip ? -turnedY : turnedY;
  return [
    row[0] * alongRow + column[0] * alongColumn,
    row[1] * alongRow + column[1] * alongColumn,
    row[2] * alongRow + column[2] * alongColumn,
  ];
}

/** "L", or "LA" for an oblique direction: the largest component first (PS3.3 C.7.6.1.1.1). */
function lettersOf(direction: Vector3): string {
  const names = [
    ['L', 'R'],
    ['P', 'A'],
    ['H', 'F'],
  ] as const;
  return names
    .map(([plus, minus], axis) => {
      const size = direction[axis] ?? 0;
      return { letter: size > 0 ? plus : minus, size: Math.abs(size) };
    })
    .filter(({ size }) => size >= WORTH_A_LETTER)
    .sort((a, b) => b.size - a.size)
    .map(({ letter }) => letter)
    .join('');
}

const OPPOSITES: Readonly<Record<string, string>> = {
  L: 'R',
  R: 'L',
  A: 'P',
  P: 'A',
  H: 'F',
  F: 'H',
};

const opposite = (letters: string): string =>
  [...letters].map((letter) => OPPOSITES[letter] ?? letter).join('');
