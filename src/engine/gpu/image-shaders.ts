import { HALF_MAX } from '../graph/half-float.ts';
import type { Activations, PoolLayer } from '../graph/layers.ts';
import type { Precision } from './kernel.ts';
import { enable, times } from './wgsl.ts';

/** Threads of a workgroup of the shaders in this file. */
export const LINE = 64;

/** The inputs as they come (f32, channels close together) to whole vectors, with zeros in the channels that are not there. */
export function inputShader(
  { height, width, channels }: Activations,
  stride: number,
  writes: Precision,
): string {
  const vectors = stride / 4;
  return `${enable(writes)}
@group(0) @binding(0) var<uniform> batch: u32;
@group(0) @binding(1) var<storage, read> inputs: array<f32>;
@group(0) @binding(2) var<storage, read_write> image: array<vec4<${writes}>>;

@compute @workgroup_size(${LINE})
fn main(@builtin(global_invocation_id) id: vec3u) {
  let pixel = id.x;
  if (pixel >= batch * ${height * width}u) { return; }
  let start = pixel * ${channels}u;
${times(vectors, (vector) => {
  const lanes = [0, 1, 2, 3].map((lane) => {
    const channel = 4 * vector + lane;
    return channel < channels ? `inputs[start + ${channel}u]` : '0';
  });
  return `  image[pixel * ${vectors}u + ${vector}u] = vec4<${writes}>(vec4f(${lanes.join(', ')}));`;
})}
}
`;
}

/** Vectors of an image's slice. */
export const vectorsIn = ({ height, width, stride }: Activations): number =>
  (height * width * stride) / 4;

/** A maximum over windows, one thread a vector of the output. What lies outside of the image does not count. */
export function maxPoolShader(
  { input, output, size, stride, padTop, padLeft }: PoolLayer,
  reads: Precision,
  writes: Precision,
): string {
  const vectors = output.stride / 4;
  return `${enable(reads, writes)}
@group(0) @binding(0) var<uniform> batch: u32;
@group(0) @binding(1) var<storage, read> image: array<vec4<${reads}>>;
@group(0) @binding(2) var<storage, read_write> result: array<vec4<${writes}>>;

@compute @workgroup_size(${LINE})
fn main(@builtin(global_invocation_id) id: vec3u) {
  if (id.x >= batch * ${vectorsIn(output)}u) { return; }
  let channel = id.x % ${vectors}u;
  let pixel = id.x / ${vectors}u;
  let slice = pixel / ${output.height * output.width}u;
  let top = i32(pixel / ${output.width}u % ${output.height}u) * ${stride} - ${padTop};
  let left = i32(pixel % ${output.width}u) * ${stride} - ${padLeft};
  var highest = vec4<${reads}>(vec4f(-${HALF_MAX}));
  for (var y = max(top, 0); y < min(top + ${size}, ${input.height}); y++) {
    for (var x = max(left, 0); x < min(left + ${size}, ${input.width}); x++) {
      let at = (slice * ${input.height}u + u32(y)) * ${input.width}u + u32(x);
      highest = max(highest, image[at * ${input.stride / 4}u + channel]);
    }
  }
  result[id.x] = vec4<${writes}>(highest);
}
`;
}
