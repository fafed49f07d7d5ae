import * as v from 'valibot';
import { AppError, LABELS } from '#base';
import type { ModelManifest } from '#inference';
import { FINDING_CODES } from '../../src/report/finding-codes.ts';
import { ATLAS_SCHEMA, type AtlasCard, atlasCardSchema } from './atlas-schema.ts';
import {
  architectureOf,
  INTENDED,
  inputOf,
  limitsOf,
  populationOf,
  reproducibilityOf,
} from './card-texts.ts';
import { metricLines } from './metric-lines.ts';

/** ATLAS's names of what stands in our metrics. */
const METRIC_NAMES = {
  auc: 'area under the receiver operating characteristic curve',
  ap: 'average precision',
  logLoss: 'cross-entropy',
  ece: 'expected calibration error',
  sensitivity: 'sensitivity',
  specificity: 'specificity',
} as const;

/** The network's own name: RFC 6920's, by the SHA-256 of model.json. Whoever publishes the card puts an address in its place. */
function nameByHash({ files, id }: ModelManifest): string {
  const model = files.find(({ path }) => path === 'model.json');
  if (model === undefined) throw new AppError('bad-manifest', `${id} has no model.json`);
  return `ni:///sha-256;${Buffer.from(model.sha256, 'hex').toString('base64url')}`;
}

/** Titles of one to three letters are too short for ATLAS. */
const nameOf = ({ title }: ModelManifest) =>
  (title.length < 4 ? `Model ${title}` : title).slice(0, 256);

const thresholds = ({ operatingPoints }: ModelManifest) =>
  LABELS.map((label) => {
    const points = Object.values(operatingPoints[label]).map((p) => p.toFixed(3));
    return `${label} ${points.join(' / ')}`;
  }).join('; ');

function performanceOf({ metrics }: ModelManifest): AtlasCard['Model']['Model performance'] {
  const said = JSON.stringify(metrics);
  return {
    Metrics: Object.entries(METRIC_NAMES).flatMap(([key, name]) =>
      said.includes(`"${key}"`) ? [name] : [],
    ),
    Comments: metricLines(metrics)
      .map((line) => line.replace(/^- /, ''))
      .join('\n'),
  };
}

function propertiesOf(manifest: ModelManifest): AtlasCard['Model']['Model properties'] {
  return {
    Architecture: architectureOf(manifest),
    'Clinical workflow phase':
      'none: research. The order of a worklist of head CT is what it is made to study',
    'Decision threshold': `On calibrated slice probabilities, high sensitivity / balanced / high specificity: ${thresholds(manifest)}`,
    'Degree of automation':
      'Suggests an order and points at slices; it decides nothing and hides nothing.',
    'Indications for use': 'None: research use only, not for diagnosis.',
    Input: inputOf(manifest),
    Instructions:
      'Runs in ICH Triage, which prepares the input as the manifest of the package says.',
    Limitations: limitsOf(manifest).join('\n'),
    Output: { Description: `Probabilities of a slice: ${manifest.outputLabels.join(', ')}` },
    'Regulatory information': { 'Authorization status': 'None: not a medical device.' },
    Reproducibility: reproducibilityOf(manifest),
    Use: { Intended: ['Triage', 'Detection'], 'Out-of-scope': ['Diagnosis', 'Treatment'] },
    User: { Intended: ['Researcher'], Excluded: ['Patient', 'Layperson'] },
  };
}

/** The card of a package in the form of RSNA's ATLAS, from its manifest. Throws AppError 'bad-card' where ATLAS would refuse it. */
export function atlasCard(manifest: ModelManifest): AtlasCard {
  const { provenance, preprocess, status } = manifest;
  const codes = Object.values(FINDING_CODES).flatMap(({ scheme, value }) =>
    scheme === 'SCT' ? [Number(value)] : [],
  );
  const untrained = status === 'untrained';
  const card: AtlasCard = {
    $schema: ATLAS_SCHEMA,
    Model: {
      Name: nameOf(manifest),
      Link: nameByHash(manifest),
      Indexing: {
        Content: ['CT', 'ER', 'NR'],
        SNOMED: codes,
        Keywords: ['intracranial hemorrhage', 'head CT', 'triage'],
      },
      Descriptors: {
        License: { Text: provenance.licence || 'not stated' },
        References: provenance.attribution === '' ? [] : [{ Title: provenance.attribution }],
        Version: manifest.id,
        Comments: `${untrained ? 'UNTRAINED: random weights. ' : ''}${INTENDED} Training data: ${provenance.data || 'not recorded'}. Trained on: ${provenance.trainedOn || 'not recorded'}. Population: ${populationOf(manifest)}`,
      },
      'Model properties': propertiesOf(manifest),
      Imaging: {
        Modalities: ['Computed tomography (RID10321)'],
        Procedures: [{ Name: 'CT Head WO contrast', LOINC: '30799-1' }],
        'File format': ['DICOM'],
        Resolution: `${preprocess.size} x ${preprocess.size} pixels after the crop`,
        Comments: 'Windows are in Hounsfield units.',
      },
      'Model performance': performanceOf(manifest),
    },
  };
  const { success, issues } = v.safeParse(atlasCardSchema, card);
  if (success) return card;
  const [issue] = issues;
  throw new AppError('bad-card', `model card: ${v.getDotPath(issue) ?? ''}: ${issue.message}`);
}
