import { LABEL_ABBREVIATIONS, LABELS } from '#base';
import type { ModelManifest } from '#inference';
import { atlasCard } from './atlas-card.ts';
import {
  architectureOf,
  INTENDED,
  inputOf,
  limitsOf,
  populationOf,
  reproducibilityOf,
} from './card-texts.ts';
import { metricLines } from './metric-lines.ts';

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

/** The card's sections without those that are lists or tables. */
function sections(manifest: ModelManifest): Readonly<Record<string, string>> {
  const { provenance } = manifest;
  return {
    Name: manifest.title,
    Identifier: manifest.id,
    Status: manifest.status === 'untrained' ? 'UNTRAINED (random weights)' : 'research use',
    'Intended use': INTENDED,
    User: 'Researchers and developers. Not for patient care.',
    Architecture: architectureOf(manifest),
    Input: inputOf(manifest),
    Output: manifest.outputLabels.join(', '),
    'Training data': provenance.data,
    'Trained on':
      provenance.slicesSeen === undefined
        ? provenance.trainedOn
        : `${provenance.trainedOn}; ${provenance.slicesSeen.toLocaleString('en-US')} slices shown in all`,
    Licence: provenance.licence,
    Attribution: provenance.attribution,
    Population: populationOf(manifest),
    'Regulatory information': 'None: not a medical device.',
    Reproducibility: reproducibilityOf(manifest),
  };
}

/**
 * The model card of a package as JSON (RSNA's ATLAS form) and as Markdown, both made from its manifest and from nothing else.
 */
export function modelCard(manifest: ModelManifest): { json: object; markdown: string } {
  const markdown = [
    `# ${manifest.title}`,
    manifest.status === 'untrained'
      ? '**UNTRAINED: random weights, for tests and set-up. Its output means nothing.**'
      : '**Research use only. Not for diagnosis.**',
    ...Object.entries(sections(manifest)).map(([heading, text]) => `## ${heading}\n\n${text}`),
    `## Limitations\n\n${limitsOf(manifest)
      .map((limit) => `- ${limit}`)
      .join('\n')}`,
    `## Decision thresholds\n\nOn calibrated slice probabilities.\n\n${operatingTable(manifest)}`,
    `## Metrics\n\n${metricLines(manifest.metrics).join('\n')}`,
  ];
  return { json: atlasCard(manifest), markdown: `${markdown.join('\n\n')}\n` };
}
