import type { Label, Outcome } from '#base';
import { type Dataset, type SliceHeader, type Study, sliceKey } from '#dicom';
import { evidenceOf, type StudyFindings } from '#triage';
import { fileAbout, imageItem } from './about-slices.ts';
import { container, contentItem, dcm, documentRoot, textItem } from './content-item.ts';
import { FINDING_CODES, LOCAL_SCHEME } from './finding-codes.ts';
import { language, procedure, UNVERIFIED } from './report-context.ts';
import { reportedProbability } from './reported-probability.ts';
import { sliceOutline } from './slice-outline.ts';
import { coded, type NewObject } from './written-object.ts';

/**
 * The form of the report: a Comprehensive SR, or a Comprehensive 3D SR, as IHE's AI Results (AIR) want it, which also says where in
 * the patient a finding's slices are.
 */
export type SrForm = 'comprehensive' | '3d';

const SOP_CLASS: Readonly<Record<SrForm, string>> = {
  comprehensive: '1.2.840.10008.5.1.4.1.1.88.33',
  '3d': '1.2.840.10008.5.1.4.1.1.88.34',
};

const KIND = {
  modality: 'SR',
  seriesNumber: 9002,
  seriesDescription: 'ICH Triage: preliminary report',
};

/** The algorithm, as the report names it. */
export interface ReportedAlgorithm {
  readonly name: string;
  /** Model hash: results of another model are another version. */
  readonly version: string;
  readonly deviceUid: string;
}

/**
 * The findings as a preliminary, unverified structured report (TID 1500): a measurement group with its probability and slices for every
 * flagged label, and whether there is a flag at the operating point. A label that is not flagged has no group: nothing is
 * reported as absent.
 */
export function structuredReport(
  study: Study,
  findings: StudyFindings,
  summary: string,
  algorithm: ReportedAlgorithm,
  made: NewObject,
  form: SrForm = 'comprehensive',
): Outcome<Uint8Array<ArrayBuffer>> {
  const headers = new Map(
    study.series.flatMap(({ slices }) => slices.map((header) => [sliceKey(header), header])),
  );
  const evidence = evidenceOf(findings);
  const slicesOf = (labels: readonly Label[]): readonly SliceHeader[] =>
    [
      ...new Set(evidence.filter(({ label }) => labels.includes(label)).map((e) => e.sliceKey)),
    ].flatMap((key) => headers.get(key) ?? []);
  const slices = slicesOf(evidence.map(({ label }) => label));
  const groups = findings.flagged.map((label) =>
    measurementGroup(label, findings.probabilities[label], slicesOf([label]), made, form),
  );
  const images = slices.map((header) => imageItem(header, 'CONTAINS'));
  const content = documentRoot('1500', dcm('126000', 'Imaging Measurement Report'), [
    ...context(algorithm, mayHaveContrast(findings)),
    container(dcm('111028', 'Image Library'), [
      container(dcm('126200', 'Image Library Group'), images),
    ]),
    ...(groups.length === 0 ? [] : [container(dcm('126010', 'Imaging Measurements'), groups)]),
    container(coded('C0034375', 'UMLS', 'Qualitative Evaluations'), [
      flagItem(findings),
      note(summary),
    ]),
  ]);
  const kind = { ...KIND, sopClassUid: SOP_CLASS[form] };
  return fileAbout(study, slices, made, kind, { ...UNVERIFIED, ...content });
}

/** Language, the device as the observer, and the procedure: what TID 1500 wants before the findings. */
const context = (
  { name, version, deviceUid }: ReportedAlgorithm,
  withContrast: boolean,
): readonly Dataset[] => [
  language,
  contentItem('HAS OBS CONTEXT', 'CODE', dcm('121005', 'Observer Type'), {
    ConceptCodeSequence: [coded('121007', 'DCM', 'Device')],
  }),
  contentItem('HAS OBS CONTEXT', 'UIDREF', dcm('121012', 'Device Observer UID'), {
    UID: deviceUid,
  }),
  textItem(dcm('121013', 'Device Observer Name'), `${name}, version ${version}`, 'HAS OBS CONTEXT'),
  procedure(withContrast),
];

const mayHaveContrast = ({ suitability }: StudyFindings): boolean =>
  suitability.some(({ outcome, code }) => outcome === 'warn' && /^(?:after-)?contrast/.test(code));

/** The finding is suspected, not established (SNOMED CT finding context). */
const SUSPECTED = contentItem(
  'HAS CONCEPT MOD',
  'CODE',
  coded('408729009', 'SCT', 'Finding context'),
  { ConceptCodeSequence: [coded('415684004', 'SCT', 'Suspected')] },
);

function measurementGroup(
  label: Label,
  probability: number,
  slices: readonly SliceHeader[],
  made: NewObject,
  form: SrForm,
): Dataset {
  const { scheme, value, meaning } = FINDING_CODES[label];
  const trackingUid = `${made.instanceUid}.${Object.keys(FINDING_CODES).indexOf(label) + 1}`;
  return container(dcm('125007', 'Measurement Group'), [
    textItem(dcm('112039', 'Tracking Identifier'), label, 'HAS OBS CONTEXT'),
    contentItem('HAS OBS CONTEXT', 'UIDREF', dcm('112040', 'Tracking Unique Identifier'), {
      UID: trackingUid,
    }),
    contentItem('CONTAINS', 'CODE', dcm('121071', 'Finding'), {
      ConceptCodeSequence: [coded(value, scheme, meaning)],
      ContentSequence: [SUSPECTED],
    }),
    contentItem('CONTAINS', 'NUM', coded('probability', LOCAL_SCHEME, 'Calibrated probability'), {
      MeasuredValueSequence: [
        {
          MeasurementUnitsCodeSequence: [coded('1', 'UCUM', 'no units')],
          NumericValue: reportedProbability(probability).toFixed(4),
        },
      ],
      // An empty sequence is no valid one.
      ContentSequence:
        slices.length === 0 ? undefined : slices.flatMap((slice) => sourceItems(slice, form)),
    }),
  ]);
}

/** The slice that a number was inferred from and, in three dimensions, where it is: all of it, as the model says nothing narrower. */
function sourceItems(slice: SliceHeader, form: SrForm): readonly Dataset[] {
  const image = imageItem(slice, 'INFERRED FROM');
  const outline = form === '3d' ? sliceOutline(slice) : null;
  if (outline === null) return [image];
  return [
    image,
    contentItem('INFERRED FROM', 'SCOORD3D', dcm('121112', 'Source of Measurement'), {
      GraphicData: outline.corners.flat(),
      GraphicType: 'POLYGON',
      ReferencedFrameOfReferenceUID: outline.frameOfReferenceUid,
    }),
  ];
}

/** So that a machine tells "no flag" from "not analyzed", of which there is no report. */
const flagItem = ({ flagged, operatingPoint }: StudyFindings): Dataset =>
  contentItem('CONTAINS', 'CODE', coded('flag', LOCAL_SCHEME, 'Flag at the operating point'), {
    ConceptCodeSequence: [
      flagged.length === 0
        ? coded(`no-flag`, LOCAL_SCHEME, `No flag at the ${POINTS[operatingPoint]} point`)
        : coded('flagged', LOCAL_SCHEME, `Flagged at the ${POINTS[operatingPoint]} point`),
    ],
  });

const POINTS: Readonly<Record<StudyFindings['operatingPoint'], string>> = {
  highSensitivity: 'high-sensitivity',
  balanced: 'balanced',
  highSpecificity: 'high-specificity',
};

const note = (summary: string): Dataset =>
  textItem(dcm('121106', 'Comment'), `${summary}. Research software: not for diagnostic use.`);
