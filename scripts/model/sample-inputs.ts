import { AppError } from '#base';
import { readCtIch } from '#datasets';
import { type PreprocessSpec, preprocess } from '#imaging';

/** About `count` preprocessed slices spread evenly over a ct-ich folder, each with its true neighbors. */
export async function sampleInputs(
  folder: string,
  spec: PreprocessSpec,
  count: number,
): Promise<readonly Float32Array[]> {
  const dataset = await readCtIch(folder);
  const slices = [...dataset.slices].sort(
    (a, b) => a.study.localeCompare(b.study) || a.position - b.position,
  );
  const step = Math.max(1, Math.floor(slices.length / count));
  const inputs: Float32Array[] = [];
  for (let at = 0; at < slices.length && inputs.length < count; at += step) {
    const center = slices[at];
    if (center === undefined) throw new AppError('unreachable', `There is no slice ${at}.`);
    const beside = (offset: number) => {
      const slice = slices[at + offset];
      return slice?.study === center.study ? slice : center;
    };
    const images = await Promise.all([beside(-1), center, beside(1)].map(dataset.read));
    const [before, middle, after] = images;
    if (before === undefined || middle === undefined || after === undefined) continue;
    inputs.push(preprocess(before, middle, after, spec));
  }
  return inputs;
}
