import type { ModelManifest } from '#inference';

/** What the model is for, and what it is not for. */
export const INTENDED =
  'Research and education: ranks head-CT studies by probable intracranial hemorrhage and points at slices. Not for diagnosis, not cleared by any authority, and no flag never means that there is no hemorrhage.';

/** The architectures' authors. */
const AUTHORS: Readonly<Record<string, string>> = {
  vgg16:
    'Simonyan K, Zisserman A. Very deep convolutional networks for large-scale image recognition, 2014 (VGG weights by the authors: CC BY 4.0; used only where the training record says so).',
  'resnet-18': 'He K, et al. Deep residual learning for image recognition, 2016.',
  'resnet-50': 'He K, et al. Deep residual learning for image recognition, 2016.',
  'inception-v3':
    'Szegedy C, et al. Rethinking the Inception architecture for computer vision, 2015.',
  alexnet:
    'Krizhevsky A, et al. ImageNet classification with deep convolutional neural networks, 2012; here with batch norm, unsplit.',
  'alexnet-2012':
    'Krizhevsky A, et al. ImageNet classification with deep convolutional neural networks, 2012.',
  'mobilenet-v2': 'Sandler M, et al. MobileNetV2: inverted residuals and linear bottlenecks, 2018.',
  'mobilenet-v3-large': 'Howard A, et al. Searching for MobileNetV3, 2019.',
  'efficientnet-b0':
    'Tan M, Le Q. EfficientNet: rethinking model scaling for convolutional neural networks, 2019.',
  'efficientnet-b2':
    'Tan M, Le Q. EfficientNet: rethinking model scaling for convolutional neural networks, 2019.',
};

const LIMITS_CT_ICH = [
  'ct-ich is small (82 patients, one hospital in Iraq, 5 mm slices). Subdural, intraventricular and subarachnoid hemorrhage come from 4 to 7 patients: their figures are anecdotes with wide intervals.',
  'The training images hold -20..100 HU only, and their slice order and patient grouping were rebuilt from a public copy.',
  'Part of the training lesions are synthetic. Types that synthesis draws badly (mixed-age subdural, layered intraventricular, cisternal subarachnoid) are the weak side.',
];

const LIMITS_COMMON = [
  'Published models lose 3 to 14 points of AUC outside their own data (docs/accuracy.md); expect this one to.',
  'Postoperative heads, contrast media, metal, motion and children were not studied.',
];

const LIMITS_UNTRAINED = [
  'UNTRAINED: the weights are random numbers. What the network says means nothing at all; it exists for tests and set-up.',
];

const isOfCtIch = ({ provenance }: ModelManifest) => /ct-ich/i.test(provenance.data);

/** What is known to be weak. Of data other than ct-ich only what holds for every model. */
export function limitsOf(manifest: ModelManifest): readonly string[] {
  if (manifest.status === 'untrained') return LIMITS_UNTRAINED;
  return isOfCtIch(manifest) ? [...LIMITS_CT_ICH, ...LIMITS_COMMON] : LIMITS_COMMON;
}

/** Whose heads the model was trained on. */
export function populationOf(manifest: ModelManifest): string {
  if (manifest.status === 'untrained') return 'none';
  return isOfCtIch(manifest)
    ? 'ct-ich: 82 head CTs of trauma patients, age about 28 +/- 20 years, 36 with hemorrhage (Hssayeni et al. 2020, CC BY 4.0). Sex, race and scanner strata were not studied.'
    : 'Not recorded by whoever packaged the model.';
}

/** Size, crop and windows of the input. */
export function inputOf({ preprocess }: ModelManifest): string {
  const windows = preprocess.channels.map(
    ({ sliceOffset, center, width }) =>
      `slice ${sliceOffset >= 0 ? '+' : ''}${sliceOffset}: level ${center}, width ${width} HU`,
  );
  return `${preprocess.size} x ${preprocess.size}, crop "${preprocess.crop}"; ${windows.join('; ')}`;
}

/** Layers, parameters and outputs. */
export function architectureOf({ architecture, activation }: ModelManifest): string {
  const { name, width, parameters } = architecture;
  const authors = AUTHORS[name] === undefined ? '' : ` Architecture: ${AUTHORS[name]}`;
  return `${name}, width ${width}, ${parameters} parameters, ${activation} outputs.${authors}`;
}

/** How to make the same weights again. */
export const reproducibilityOf = ({ provenance }: ModelManifest): string =>
  `code ${provenance.codeVersion}, seed ${provenance.seed ?? 'not recorded'}`;
