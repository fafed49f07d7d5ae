import { type Activations, type Int8Layer, imagesRead, type Layer } from '../graph/layers.ts';
import type { Plan } from '../graph/plan.ts';
import { checkSums } from './int8-range.ts';

/** The step that all readers of an image want its levels in; null where one of them reads floats. */
function commonStep(plan: Plan, { id }: Activations): number | null {
  const exported = [...plan.exports.values()].some(({ image }) => image.id === id);
  const readers = plan.layers.filter((layer) => imagesRead(layer).some((image) => image.id === id));
  const steps = new Set(
    readers.map((layer) => (layer.kind === 'int8' ? layer.filters.levels.inputStep : null)),
  );
  const [step = null] = steps;
  return exported || steps.size !== 1 ? null : step;
}

/**
 * Decides which images are int8 levels: what an int8 layer writes and int8 layers of one step read. Everything else stays floats, of
 * which a layer of its own makes levels where they are read. Throws AppError 'model-weights' where a layer's sums could
 * leave 32 bits.
 */
export function placeLevels(plan: Plan): Plan {
  if (!plan.layers.some(({ kind }) => kind === 'int8')) return plan;
  const levelled = new Map<number, Activations>();
  let fresh = 1 + Math.max(plan.input.id, ...plan.layers.map(({ output }) => output.id));
  const quantized = (layer: Int8Layer): readonly Layer[] => {
    checkSums(layer);
    const step = commonStep(plan, layer.output);
    const output = step === null ? layer.output : { ...layer.output, step };
    if (step !== null) levelled.set(output.id, output);
    const input = levelled.get(layer.input.id);
    if (input !== undefined) return [{ ...layer, input, output }];
    const levels = { ...layer.input, id: fresh++, step: layer.filters.levels.inputStep };
    return [
      { kind: 'quantize', name: `${layer.name}/levels`, input: layer.input, output: levels },
      { ...layer, input: levels, output },
    ];
  };
  const layers = plan.layers.flatMap((layer) =>
    layer.kind === 'int8' ? quantized(layer) : [layer],
  );
  return { ...plan, layers };
}
