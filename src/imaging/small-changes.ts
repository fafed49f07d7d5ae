import type { ChannelSpec, PreprocessSpec } from './preprocess-spec.ts';
import { windowLine } from './window.ts';

/** Changes of an input that leave what the slice shows as it is. An opinion that they turn over rests on little. */
export const SMALL_CHANGES = ['mirrored', 'brighter', 'darker', 'moved', 'alone'] as const;

/** One of {@link SMALL_CHANGES}. */
export type SmallChange = (typeof SMALL_CHANGES)[number];

/** Less than water may be off on an accredited scanner (ACR CT quality control: 0 +- 7 HU, better 0 +- 5). */
const BRIGHTER_HU = 3;
/** Pixels of the input: 3 mm at 160 pixels round a head. */
const MOVED_PIXELS = 2;

/**
 * A model's input (size * size * channels, NHWC as `preprocess` makes it) changed a little: mirrored left to right, 3 HU brighter or
 * darker, moved by 2 pixels down and right, or without the neighboring slices, which the slice itself then stands in for. null
 * where the input has no such change: a spec whose channels show no neighbor, or show the slice itself through no window of theirs.
 */
export function changedLittle(
  input: Float32Array,
  spec: PreprocessSpec,
  change: SmallChange,
): Float32Array | null {
  if (change === 'mirrored') return rearranged(input, spec, (x, y) => [spec.size - 1 - x, y]);
  if (change === 'moved') {
    return rearranged(input, spec, (x, y) => [x - MOVED_PIXELS, y - MOVED_PIXELS]);
  }
  if (change === 'alone') return withoutNeighbors(input, spec);
  return shifted(input, spec, change === 'brighter' ? BRIGHTER_HU : -BRIGHTER_HU);
}

/** The input whose pixel at (x, y) is that at `from(x, y)`; beyond an edge, the edge's. */
function rearranged(
  input: Float32Array,
  { size, channels }: PreprocessSpec,
  from: (x: number, y: number) => readonly [number, number],
): Float32Array {
  const depth = channels.length;
  const inside = (value: number) => Math.min(size - 1, Math.max(0, value));
  const out = new Float32Array(input.length);
  for (let y = 0; y < size; y += 1) {
    for (let x = 0; x < size; x += 1) {
      const [fromX, fromY] = from(x, y);
      const start = (inside(fromY) * size + inside(fromX)) * depth;
      out.set(input.subarray(start, start + depth), (y * size + x) * depth);
    }
  }
  return out;
}

/** What lies at an end of its window stays there: beyond it may be air or bone, which 3 HU change nothing of. */
function shifted(
  input: Float32Array,
  { channels, scale, shift }: PreprocessSpec,
  byHu: number,
): Float32Array {
  const depth = channels.length;
  const lines = channels.map(windowLine);
  return input.map((value, index) => {
    const factor = scale[index % depth] ?? 1;
    const offset = shift[index % depth] ?? 0;
    const part = (value - offset) / factor;
    if (part <= 0 || part >= 1) return value;
    const { slope } = lines[index % depth] ?? { slope: 0 };
    return Math.min(1, Math.max(0, part + byHu * slope)) * factor + offset;
  });
}

function withoutNeighbors(input: Float32Array, spec: PreprocessSpec): Float32Array | null {
  const { channels, scale, shift } = spec;
  if (channels.every(({ sliceOffset }) => sliceOffset === 0)) return null;
  const standIn = (channel: ChannelSpec): number =>
    channels.findIndex(
      ({ sliceOffset, center, width }) =>
        sliceOffset === 0 && center === channel.center && width === channel.width,
    );
  const from = channels.map(standIn);
  if (from.includes(-1)) return null;
  const depth = channels.length;
  return input.map((_, index) => {
    const to = index % depth;
    const at = from[to] ?? to;
    const part = ((input[index - to + at] ?? 0) - (shift[at] ?? 0)) / (scale[at] ?? 1);
    return part * (scale[to] ?? 1) + (shift[to] ?? 0);
  });
}
