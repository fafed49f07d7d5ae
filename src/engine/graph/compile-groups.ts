import { type GraphIR, newImage, type Placed, unsupported } from './ir.ts';
import { type GraphNode, numberAttribute } from './parse-graph.ts';

/** Some of an image's channels; false where this cuts out something else. */
export function compileSlice(ir: GraphIR, node: GraphNode, { image, shape }: Placed): boolean {
  const begin = [...(ir.constants.get(node.inputs[1] ?? '')?.data ?? [])];
  const size = [...(ir.constants.get(node.inputs[2] ?? '')?.data ?? [])];
  const [from = -1, count = 0] = [
    begin[3],
    size[3] === -1 ? image.channels - (begin[3] ?? 0) : size[3],
  ];
  const whole = [0, 1, 2].every(
    (axis) => begin[axis] === 0 && (size[axis] === -1 || size[axis] === shape[axis]),
  );
  const channels = shape.length === 4 && image.channels === shape[3] && image.stride % 4 === 0;
  const within = from >= 0 && count >= 1 && from + count <= image.channels;
  if (!whole || !channels || !within) return false;
  const output = newImage(ir, image.height, image.width, count);
  ir.layers.push({ kind: 'slice', name: node.name, input: image, output, from });
  ir.placed.set(node.name, { image: output, shape: [1, image.height, image.width, count] });
  return true;
}

/** Local response normalization. Its power is a number of fourth roots, as in everything published (.75, .5, 1). */
export function compileResponseNorm(ir: GraphIR, node: GraphNode, { image, shape }: Placed): void {
  const radius = numberAttribute(node, 'depth_radius', 5);
  const offset = numberAttribute(node, 'bias', 1);
  const alpha = numberAttribute(node, 'alpha', 1);
  const quarters = 4 * numberAttribute(node, 'beta', 0.5);
  if (shape.length !== 4 || image.stride % 4 !== 0) throw unsupported(node, 'reads no layer');
  if (!Number.isInteger(radius) || radius < 0 || offset <= 0 || alpha < 0) {
    throw unsupported(node, `radius ${radius}, bias ${offset}, alpha ${alpha}`);
  }
  if (!Number.isInteger(quarters) || quarters < 1) throw unsupported(node, `beta ${quarters / 4}`);
  const output = newImage(ir, image.height, image.width, image.channels);
  const { name } = node;
  ir.layers.push({
    kind: 'response-norm',
    name,
    input: image,
    output,
    radius,
    offset,
    alpha,
    quarters,
  });
  ir.placed.set(name, { image: output, shape });
}
