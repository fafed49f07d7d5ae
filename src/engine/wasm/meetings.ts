import { type Activations, type ConvLayer, imagesRead, type Layer } from '../graph/layers.ts';
import { rangeOf } from './kernel-calls.ts';

/** The pixels of an image that a share does in every layer that goes by pixels: always the same ones of images of one size. */
export function pixelRange(
  { height, width }: Activations,
  { index, count }: { readonly index: number; readonly count: number },
): readonly [number, number] {
  return rangeOf(height * width, index, count, 4);
}

/** A 1 x 1 convolution of stride 1: every pixel by itself. */
export const isPointwise = ({ kernel, stride }: ConvLayer): boolean =>
  kernel.height * kernel.width * stride === 1;

/** Whether shares divide a 1 x 1 convolution's output channels and not its pixels, which are too few. */
export const sharesPanels = ({ output }: ConvLayer): boolean =>
  output.channels >= 4 * output.height * output.width;

/** Whether shares divide a layer's output by {@link pixelRange}. */
function writesByPixels(layer: Layer): boolean {
  if (layer.kind === 'direct') return isPointwise(layer) && !sharesPanels(layer);
  return ['depthwise', 'add', 'scale', 'concat', 'slice', 'response-norm'].includes(layer.kind);
}

/**
 * A number for each layer, which grows where shares must have met before it: where it reads of an image what another share may not
 * have written since they met last. A 1 x 1 convolution, a sum and the like behind a depthwise convolution need nothing but their own
 * share's pixels. Images of one phase must not take each other's memory: one share may be some layers ahead of another.
 */
export function phasesOf(layers: readonly Layer[]): readonly number[] {
  const written = new Map<number, { readonly phase: number; readonly pixels: number | null }>();
  let phase = 0;
  return layers.map((layer) => {
    const { height, width } = layer.output;
    const pixels = writesByPixels(layer) ? height * width : null;
    // Of what it reads, a share needs those pixels alone that it writes: only filters reach further.
    const own = layer.kind === 'depthwise' ? null : pixels;
    const meets = imagesRead(layer).some(({ id }) => {
      const writer = written.get(id);
      return writer?.phase === phase && (own === null || writer.pixels !== own);
    });
    if (meets) phase += 1;
    written.set(layer.output.id, { phase, pixels });
    return phase;
  });
}
