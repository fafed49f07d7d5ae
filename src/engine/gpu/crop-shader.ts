import { times } from './wgsl.ts';

/** What a channel of the input shows: HU * slope + offset, cut to 0..1, resampled, then * scale + shift. */
export interface HuChannel {
  /** The slice before, this one, or the one after. */
  readonly sliceOffset: -1 | 0 | 1;
  readonly slope: number;
  readonly offset: number;
  /** The window's value of what lies outside of the image (air). */
  readonly outside: number;
  readonly scale: number;
  readonly shift: number;
}

/** Threads along each side of a workgroup. */
export const CROP_TILE = 8;

/** Numbers of the table before the axes. */
export const CROP_HEADER = 4;

const NAMES = { '-1': 'before', '0': 'current', '1': 'after' } as const;

function channelCode(channel: HuChannel, index: number, channels: number): string {
  const { slope, offset, outside, scale, shift, sliceOffset } = channel;
  const f = (value: number) => `f32(${value})`;
  return `  {
    var value = acrossOutside * ${f(outside)};
    for (var i = acrossFrom; i < acrossTo; i++) {
      let column = firstColumn + i - acrossFrom;
      var merged = downOutside * ${f(outside)};
      for (var j = downFrom; j < downTo; j++) {
        let hu = ${NAMES[sliceOffset]}[u32((firstRow + j - downFrom) * columns + column)];
        merged += weights[u32(downWeights + j)] * clamp(hu * ${f(slope)} + ${f(offset)}, 0, 1);
      }
      value += weights[u32(acrossWeights + i)] * merged;
    }
    inputs[at + ${index}u] = value * ${f(scale)} + ${f(shift)};
  }${index === channels - 1 ? '' : '\n'}`;
}

/**
 * Windows and resamples Hounsfield slices into one input, a thread a pixel: the rule is src/imaging/resize.ts, the window
 * before the resampling. Table: columns, place in the batch, where the weights of both axes begin; then for the axis down
 * and the axis across each sample's first index and where its weights begin. Weights: what lies outside for both axes, then
 * the weights.
 */
export function cropShader(size: number, channels: readonly HuChannel[]): string {
  const down = CROP_HEADER;
  const across = down + 2 * size + 1;
  return `@group(0) @binding(0) var<storage, read> before: array<f32>;
@group(0) @binding(1) var<storage, read> current: array<f32>;
@group(0) @binding(2) var<storage, read> after: array<f32>;
@group(0) @binding(3) var<storage, read> tables: array<i32>;
@group(0) @binding(4) var<storage, read> weights: array<f32>;
@group(0) @binding(5) var<storage, read_write> inputs: array<f32>;

@compute @workgroup_size(${CROP_TILE}, ${CROP_TILE})
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= ${size}u || id.y >= ${size}u) { return; }
  let columns = tables[0];
  let downWeights = tables[2];
  let acrossWeights = tables[3];
  let firstRow = tables[${down}u + id.y];
  let downFrom = tables[${down + size}u + id.y];
  let downTo = tables[${down + size + 1}u + id.y];
  let firstColumn = tables[${across}u + id.x];
  let acrossFrom = tables[${across + size}u + id.x];
  let acrossTo = tables[${across + size + 1}u + id.x];
  let downOutside = weights[id.y];
  let acrossOutside = weights[${size}u + id.x];
  let at = ((u32(tables[1]) * ${size}u + id.y) * ${size}u + id.x) * ${channels.length}u;
${times(channels.length, (index) => {
  const channel = channels[index];
  return channel === undefined ? '' : channelCode(channel, index, channels.length);
})}
}
`;
}
