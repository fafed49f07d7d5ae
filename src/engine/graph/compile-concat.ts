import { type GraphIR, newImage, type Placed } from './ir.ts';
import type { GraphNode } from './parse-graph.ts';

/** Images joined by their channels, all with the kernels; false where this is another join. */
export function compileConcat(ir: GraphIR, node: GraphNode, first: Placed): boolean {
  const parts = node.inputs.slice(0, -1).flatMap((name) => ir.placed.get(name) ?? []);
  const axis = ir.constants.get(node.inputs.at(-1) ?? '')?.data[0];
  const alike = parts.every(
    ({ image, shape }) =>
      shape.length === 4 &&
      image.height === first.image.height &&
      image.width === first.image.width &&
      image.channels === shape[3],
  );
  const byChannels = axis === 3 || axis === -1;
  if (!alike || !byChannels || parts.length !== node.inputs.length - 1) return false;
  const { height, width } = first.image;
  const channels = parts.reduce((sum, { image }) => sum + image.channels, 0);
  const output = newImage(ir, height, width, channels);
  const others = parts.slice(1).map(({ image }) => image);
  ir.layers.push({ kind: 'concat', name: node.name, input: first.image, others, output });
  ir.placed.set(node.name, { image: output, shape: [1, height, width, channels] });
  return true;
}
