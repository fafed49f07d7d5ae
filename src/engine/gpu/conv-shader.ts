import type { ConvLayer } from '../graph/layers.ts';
import { stepOf, type Tiling, tileColumns, tilePixels } from './conv-tiling.ts';
import type { Precision } from './kernel.ts';
import { packedColumns } from './pack-filters.ts';
import { storeAt } from './stores.ts';
import { activated, enable, times } from './wgsl.ts';

/** What the shader's text depends on. */
export interface ConvShape {
  readonly layer: Pick<
    ConvLayer,
    'input' | 'output' | 'kernel' | 'stride' | 'padTop' | 'padLeft' | 'activation' | 'pool'
  >;
  readonly tiling: Tiling;
  /** Of the image read, of products and filters, and of the image written. */
  readonly reads: Precision;
  readonly computes: Precision;
  readonly writes: Precision;
}

/** Where output pixel m lies. Before a 2 x 2 maximum four pixels of a window follow each other. */
function placeOf({ layer: { output, pool } }: ConvShape): string {
  const place = (m: string) =>
    `vec3u(${m} / ${output.width * output.height}u, ${m} / ${output.width}u % ${output.height}u, ${m} % ${output.width}u)`;
  if (!pool) return `return ${place('m')};`;
  return `let window = ${place('(m / 4u)')};
  return vec3u(window.x, 2u * window.y + (m / 2u) % 2u, 2u * window.z + m % 2u);`;
}

/** Products of one thread for one vector of input channels: each filter vector is read once for all its pixels. */
function products({ layer, tiling, computes }: ConvShape): string {
  const { rows, columns, threadsX } = tiling;
  const step = stepOf(layer.input.stride / 4);
  const sum = computes === 'f16' ? 'part' : 'sum';
  const filters = times(4 * columns, (n) => {
    const [column, lane] = [Math.floor(n / 4), n % 4];
    return `    let f${column}_${lane} = filterTile[(4u * k + ${lane}u) * ${tileColumns(tiling)}u + thread.x + ${column * threadsX}u];`;
  });
  const pixels = times(rows, (row) => {
    const fmas = times(4 * columns, (n) => {
      const [column, lane] = [Math.floor(n / 4), n % 4];
      const name = `${sum}${row}_${column}`;
      return `    ${name} = fma(vec4(p${row}.${'xyzw'[lane]}), f${column}_${lane}, ${name});`;
    });
    return `    let p${row} = pixelTile[(thread.y * ${rows}u + ${row}u) * ${step}u + k];\n${fmas}`;
  });
  return `${filters}\n${pixels}`;
}

/** Halves are summed over one step only (up to 16 products), then in f32. */
function summed(shape: ConvShape): string {
  const { rows, columns } = shape.tiling;
  const each = (line: (name: string) => string) =>
    times(rows * columns, (n) => line(`${Math.floor(n / columns)}_${n % columns}`));
  const step = stepOf(shape.layer.input.stride / 4);
  const loop = `  for (var k = 0u; k < ${step}u; k++) {\n${products(shape)}\n  }`;
  if (shape.computes === 'f32') return loop;
  const start = each((name) => `  var part${name} = vec4<f16>();`);
  return `${start}\n${loop}\n${each((name) => `  sum${name} += vec4f(part${name});`)}`;
}

function stored(shape: ConvShape): string {
  const { layer, tiling, writes } = shape;
  const vectors = layer.output.stride / 4;
  const store = (at: string, value: string, column: number) => `    {
      let sum = ${value} + bias[c${column}];
      let value = ${activated(layer.activation, 'sum')};
      ${storeAt(`(${at}) * ${vectors}u + c${column}`, writes)}
    }`;
  const columns = (body: (column: number) => string) =>
    times(
      tiling.columns,
      (
        column,
      ) => `  let c${column} = group.y * ${tileColumns(tiling)}u + thread.x + ${column * tiling.threadsX}u;
  if (c${column} < ${vectors}u) {\n${body(column)}\n  }`,
    );
  const each = (column: number) =>
    layer.pool
      ? times(tiling.rows / 4, (quad) => {
          const [a, b, c, d] = [0, 1, 2, 3].map((n) => `sum${4 * quad + n}_${column}`);
          const at = `(first + ${4 * quad}u) / 4u`;
          const highest = `max(max(${a}, ${b}), max(${c}, ${d}))`;
          return `    if (first + ${4 * quad}u < total) ${store(at, highest, column)}`;
        })
      : times(tiling.rows, (row) => {
          const at = `first + ${row}u`;
          return `    if (${at} < total) ${store(at, `sum${row}_${column}`, column)}`;
        });
  return columns(each);
}

/** Work that is shared out over the workgroup's threads: `line` for each round, guarded where a round is not full. */
function rounds(count: number, threads: number, line: (round: number, at: string) => string) {
  return times(Math.ceil(count / threads), (round) => {
    const at = `(index + ${round * threads}u)`;
    const body = line(round, at);
    return (round + 1) * threads > count ? `    if (${at} < ${count}u) { ${body} }` : `    ${body}`;
  });
}

function declarations({ layer, tiling, reads, computes, writes }: ConvShape): string {
  const step = stepOf(layer.input.stride / 4);
  return `${enable(reads, computes, writes)}
@group(0) @binding(0) var<uniform> batch: u32;
@group(0) @binding(1) var<storage, read> image: array<vec4<${reads}>>;
@group(0) @binding(2) var<storage, read> filters: array<vec4<${computes}>>;
@group(0) @binding(3) var<storage, read> bias: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> result: array<vec4<${writes}>>;
${writes === 'f16' ? '@group(0) @binding(5) var<storage, read_write> overflow: atomic<u32>;' : ''}

var<workgroup> pixelTile: array<vec4<${computes}>, ${tilePixels(tiling) * step}>;
var<workgroup> filterTile: array<vec4<${computes}>, ${4 * step * tileColumns(tiling)}>;`;
}

/**
 * A convolution with bias, activation and, where the layer has it, a 2 x 2 maximum, as a tiled matrix product: tap by
 * tap, a workgroup brings a few vectors of input channels of its pixels and the filters for them into shared memory;
 * each thread keeps its sums in registers. The filters are as pack-filters.ts packs them.
 */
export function convShader(shape: ConvShape): string {
  const { layer, tiling, computes } = shape;
  const { input, output, kernel, stride, padTop, padLeft, pool } = layer;
  const [pixels, columns] = [tilePixels(tiling), tileColumns(tiling)];
  const threads = tiling.threadsX * tiling.threadsY;
  const depth = input.stride / 4;
  const step = stepOf(depth);
  const loads = Math.ceil((pixels * step) / threads);
  const perSlice = output.height * output.width * (pool ? 4 : 1);
  const width = packedColumns(output.channels) / 4;
  return `${declarations(shape)}

/** Slice, row and column of output pixel m. */
fn placeOf(m: u32) -> vec3u {
  ${placeOf(shape)}
}

/** Where in the image a pixel's vectors begin, or -1 outside of it. */
fn startOf(place: vec3u, y: u32, x: u32) -> i32 {
  let at = vec2i(place.yz * ${stride}u + vec2u(y, x)) - vec2i(${padTop}, ${padLeft});
  let inside = place.x < batch && all(at >= vec2i()) && all(at < vec2i(${input.height}, ${input.width}));
  return select(-1, ((i32(place.x) * ${input.height} + at.x) * ${input.width} + at.y) * ${depth}, inside);
}

fn vectorAt(start: i32, channel: u32) -> vec4<${computes}> {
  if (start < 0) { return vec4<${computes}>(); }
  return vec4<${computes}>(image[u32(start) + channel]);
}

@compute @workgroup_size(${tiling.threadsX}, ${tiling.threadsY})
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_id) thread: vec3u,
  @builtin(local_invocation_index) index: u32,
) {
${times(loads, (n) => `  let place${n} = placeOf(group.x * ${pixels}u + index / ${step}u + ${(n * threads) / step}u);`)}
${times(tiling.rows * tiling.columns, (n) => `  var sum${Math.floor(n / tiling.columns)}_${n % tiling.columns} = vec4f();`)}
  var row = 0u;
  for (var y = 0u; y < ${kernel.height}u; y++) {
  for (var x = 0u; x < ${kernel.width}u; x++) {
${times(loads, (n) => `    let start${n} = startOf(place${n}, y, x);`)}
  for (var channel = 0u; channel < ${depth}u; channel += ${step}u) {
${rounds(pixels * step, threads, (n, at) => `pixelTile[${at}] = vectorAt(start${n}, channel + index % ${step}u);`)}
${rounds(
  4 * step * columns,
  threads,
  (_, at) =>
    `filterTile[${at}] = filters[(row + ${at} / ${columns}u) * ${width}u + group.y * ${columns}u + ${at} % ${columns}u];`,
)}
    row += ${4 * step}u;
    workgroupBarrier();
${summed(shape)}
    workgroupBarrier();
  }}}
  let total = batch * ${perSlice}u;
  let first = group.x * ${pixels}u + thread.y * ${tiling.rows}u;
${stored(shape)}
}
`;
}
