import type { ConcatLayer, SliceLayer } from '../graph/layers.ts';
import type { Kernel } from './kernel.ts';
import type { StoredImage } from './network.ts';
import { BATCH, type Declared, flagged, lineOf, storeAt } from './stores.ts';

/** Which channels go where. */
interface Copied {
  readonly input: StoredImage;
  readonly output: StoredImage;
  /** The first channel that is copied, and the one that it becomes. */
  readonly from: number;
  readonly to: number;
  readonly count: number;
  /** Channels behind them that become zeros. */
  readonly rest: number;
}

/** Copies channels of each pixel to where they stand in another image: by whole vectors where all begin and end with one. */
function copyKernel(label: string, { input, output, from, to, count, rest }: Copied): Kernel {
  const whole = [from, to, count, rest].every((channels) => channels % 4 === 0);
  const unit = whole ? 4 : 1;
  const typeOf = (precision: string) => (whole ? `vec4<${precision}>` : precision);
  const [reads, writes] = [typeOf(input.precision), typeOf(output.precision)];
  const narrows = input.precision === 'f32' && output.precision === 'f16';
  const declared: Declared = [
    BATCH,
    [`var<storage, read> image: array<${reads}>`, { kind: 'image', id: input.id, access: 'read' }],
    [
      `var<storage, read_write> result: array<${writes}>`,
      { kind: 'image', id: output.id, access: 'write' },
    ],
    ...(narrows ? flagged(output.precision) : []),
  ];
  const each = (count + rest) / unit;
  // Halves are copied as they are; what becomes one is looked at while it still has 32 bits.
  const held = typeOf(narrows ? 'f32' : output.precision);
  const at = `pixel * ${output.stride / unit}u + ${to / unit}u + channel`;
  const body = `let channel = id.x % ${each}u;
  let pixel = id.x / ${each}u;
  var value = ${held}(0);
  ${rest === 0 ? '{' : `if (channel < ${count / unit}u) {`} value = ${held}(image[pixel * ${input.stride / unit}u + ${from / unit}u + channel]); }
  ${narrows ? storeAt(at, output.precision, whole) : `result[${at}] = value;`}`;
  return lineOf(label, declared, output.height * output.width * each, body);
}

/** Images joined by their channels: a dispatch for each. The last one's also clears what is left of the last vector. */
export function concatKernels(
  { name }: ConcatLayer,
  parts: readonly StoredImage[],
  output: StoredImage,
): readonly Kernel[] {
  let to = 0;
  return parts.map((input, index) => {
    const { channels } = input;
    const last = index === parts.length - 1;
    const rest = last ? output.stride - output.channels : 0;
    const copied = { input, output, from: 0, to, count: channels, rest };
    to += channels;
    return copyKernel(`${name}, part ${index + 1}`, copied);
  });
}

/** Some of an image's channels. */
export function sliceKernel(
  { name, from }: SliceLayer,
  input: StoredImage,
  output: StoredImage,
): Kernel {
  const { channels, stride } = output;
  const copied = { input, output, from, to: 0, count: channels, rest: stride - channels };
  return copyKernel(name, copied);
}
