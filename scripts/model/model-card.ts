import { LABEL_ABBREVIATIONS, LABELS } from '#base';
import type { ModelManifest } from '#inference';
import { metricLines } from './metric-lines.ts';

const INTENDED =
  'Research and education: ranks head-CT studies by probable intracranial hemorrhage and points at slices. Not for diagnosis, not cleared by any authority, and no flag never means that there is no hemorrhage.';

const LIMITS_TRAINED = [
  'ct-ich is small (82 patients, one hospital in Iraq, 5 mm slices). Subdural, intraventricular and subarachnoid hemorrhage come from 4 to 7 patients: their figures are anecdotes with wide intervals.',
  'The training images hold -20..100 HU only, and their slice order and patient grouping were rebuilt from a public copy.',
  'Part of the training lesions are synthetic. Types that synthesis draws badly (mixed-age subdural, layered intraventricular, cisternal subarachnoid) are the weak side.',
  'Published models lose 3 to 14 points of AUC outside their own data (docs/accuracy.md); expect this one to.',
  'Postoperative heads, contrast media, metal, motion and children were not studied.',
];

const LIMITS_UNTRAINED = [
  'UNTRAINED: the weights are random numbers. What the network says means nothing at all; it exists for tests and set-up.',
];

const VGG =
  'Architecture: Simonyan K, Zisserman A. Very deep convolutional networks for large-scale image recognition, 2014 (VGG weights by the authors: CC BY 4.0; used only where the training record says so).';

function windows({ preprocess }: ModelManifest): string {
  return preprocess.channels
    .map(
      ({ sliceOffset, center, width }) =>
        `slice ${sliceOffset >= 0 ? '+' : ''}${sliceOffset}: level ${center}, width ${width} HU`,
    )
    .join('; ');
}

function operatingTable({ operatingPoints }: ModelManifest): string {
  const rows = LABELS.map((label) => {
    const { highSensitivity, balanced, highSpecificity } = operatingPoints[label];
    const cells = [highSensitivity, balanced, highSpecificity].map((p) => p.toFixed(3));
    return `| ${label} (${LABEL_ABBREVIATIONS[label]}) | ${cells.join(' | ')} |`;
  });
  return [
    '| label | high sensitivity | balanced | high specificity |',
    '|---|---|---|---|',
    ...rows,
  ].join('\n');
}

/** The card's content under the headings of the RSNA ATLAS model cards. */
function content(manifest: ModelManifest) {
  const untrained = manifest.status === 'untrained';
  const { provenance, architecture } = manifest;
  return {
    Name: manifest.title,
    Identifier: manifest.id,
    Status: untrained ? 'UNTRAINED (random weights)' : 'research use',
    'Intended use': INTENDED,
    User: 'Researchers and developers. Not for patient care.',
    Architecture: `${architecture.name}, width ${architecture.width}, ${architecture.parameters} parameters, ${manifest.activation} outputs. ${VGG}`,
    Input: `${manifest.preprocess.size} x ${manifest.preprocess.size}, crop "${manifest.preprocess.crop}"; ${windows(manifest)}`,
    Output: manifest.outputLabels.join(', '),
    'Training data': provenance.data,
    'Trained on': provenance.trainedOn,
    Licence: provenance.licence,
    Attribution: provenance.attribution,
    Population: untrained
      ? 'none'
      : 'ct-ich: 82 head CTs of trauma patients, age about 28 +/- 20 years, 36 with hemorrhage (Hssayeni et al. 2020, CC BY 4.0). Sex, race and scanner strata were not studied.',
    Limitations: untrained ? LIMITS_UNTRAINED : LIMITS_TRAINED,
    'Decision threshold': manifest.operatingPoints,
    Metrics: manifest.metrics,
    'Regulatory information': 'None: not a medical device.',
    Reproducibility: `code ${provenance.codeVersion}, seed ${provenance.seed ?? 'not recorded'}`,
  };
}

/** The model card of a package as JSON and as Markdown, both made from its manifest and from nothing else. */
export function modelCard(manifest: ModelManifest): { json: object; markdown: string } {
  const card = content(manifest);
  const { Metrics: _metrics, 'Decision threshold': _points, Limitations: limits, ...lines } = card;
  const markdown = [
    `# ${manifest.title}`,
    manifest.status === 'untrained'
      ? '**UNTRAINED: random weights, for tests and set-up. Its output means nothing.**'
      : '**Research use only. Not for diagnosis.**',
    ...Object.entries(lines).map(([heading, text]) => `## ${heading}\n\n${text}`),
    `## Limitations\n\n${limits.map((limit) => `- ${limit}`).join('\n')}`,
    `## Decision thresholds\n\nOn calibrated slice probabilities.\n\n${operatingTable(manifest)}`,
    `## Metrics\n\n${metricLines(manifest.metrics).join('\n')}`,
  ];
  return { json: card, markdown: `${markdown.join('\n\n')}\n` };
}
