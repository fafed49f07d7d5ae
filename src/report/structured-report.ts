import { type Label, notOk, type Outcome, ok } from '#base';
import { type DicomElement, type SliceHeader, type Study, sliceKey, writeDicomFile } from '#dicom';
import type { StudyFindings } from '#triage';
import { uidOf } from './dicom-uid.ts';
import { FINDING_CODES } from './finding-codes.ts';
import {
  canBeReferredTo,
  coded,
  evidenceOf,
  ILLEGAL_UIDS,
  imageItem,
  type NewObject,
  objectIdentity,
  sequence,
  text,
} from './written-object.ts';

const COMPREHENSIVE_SR = '1.2.840.10008.5.1.4.1.1.88.33';
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';
const LOCAL = '99ICHTRIAGE';

type Item = readonly DicomElement[];

/** The algorithm, as the report names it. */
export interface ReportedAlgorithm {
  readonly name: string;
  /** Model hash: results of another model are another version. */
  readonly version: string;
  readonly deviceUuid: string;
}

/**
 * The findings as a preliminary, unverified structured report (Comprehensive SR, TID 1500): a measurement group with its
 * probability and slices for every flagged label. A label that is not flagged has no group: nothing is reported as absent.
 */
export function structuredReport(
  study: Study,
  findings: StudyFindings,
  summary: string,
  algorithm: ReportedAlgorithm,
  made: NewObject,
): Outcome<Uint8Array<ArrayBuffer>> {
  const headers = new Map(
    study.series.flatMap(({ slices }) => slices.map((header) => [sliceKey(header), header])),
  );
  const slicesOf = (labels: readonly Label[]): readonly SliceHeader[] =>
    [
      ...new Set(
        findings.evidence.filter(({ label }) => labels.includes(label)).map((e) => e.sliceKey),
      ),
    ].flatMap((key) => headers.get(key) ?? []);
  const slices = slicesOf(findings.evidence.map(({ label }) => label));
  if (slices.length === 0) return notOk('no-evidence', 'there is no slice to refer to');
  if (!canBeReferredTo(study, slices)) return ILLEGAL_UIDS;
  const groups = findings.flagged.map((label) =>
    measurementGroup(label, findings.probabilities[label], slicesOf([label]), made),
  );
  const dataset = [
    ...objectIdentity(study, made, {
      sopClassUid: COMPREHENSIVE_SR,
      modality: 'SR',
      seriesNumber: 9002,
      seriesDescription: 'ICH Triage: preliminary report',
    }),
    ...documentState(study, slices),
    ...root([
      ...context(algorithm),
      container('111028', 'Image Library', [
        container(
          '126200',
          'Image Library Group',
          slices.map((s) => imageItem(s, 'CONTAINS')),
        ),
      ]),
      ...(groups.length === 0 ? [] : [container('126010', 'Imaging Measurements', groups)]),
      container('C0034375', 'Qualitative Evaluations', [note(summary)], 'UMLS'),
    ]),
  ];
  return ok(writeDicomFile(dataset, { transferSyntaxUid: EXPLICIT_LITTLE_ENDIAN }));
}

function documentState(study: Study, slices: readonly SliceHeader[]): Item {
  return [
    sequence('0040A372'),
    sequence('0040A375', evidenceOf(study, slices)),
    text('0040A491', 'CS', 'COMPLETE'),
    text('0040A493', 'CS', 'UNVERIFIED'),
    text('0040A496', 'CS', 'PRELIMINARY'),
  ];
}

const root = (items: readonly Item[]): Item => [
  text('0040A040', 'CS', 'CONTAINER'),
  coded('0040A043', '126000', 'DCM', 'Imaging Measurement Report'),
  text('0040A050', 'CS', 'SEPARATE'),
  sequence('0040A504', [text('00080105', 'CS', 'DCMR'), text('0040DB00', 'CS', '1500')]),
  sequence('0040A730', ...items),
];

function container(code: string, meaning: string, items: readonly Item[], scheme = 'DCM'): Item {
  return [
    text('0040A010', 'CS', 'CONTAINS'),
    text('0040A040', 'CS', 'CONTAINER'),
    coded('0040A043', code, scheme, meaning),
    text('0040A050', 'CS', 'SEPARATE'),
    sequence('0040A730', ...items),
  ];
}

const item = (relationship: string, type: string, concept: DicomElement, ...value: Item): Item => [
  text('0040A010', 'CS', relationship),
  text('0040A040', 'CS', type),
  concept,
  ...value,
];

const dcm = (value: string, meaning: string) => coded('0040A043', value, 'DCM', meaning);

/** Language, the device as the observer, and the procedure: what TID 1500 wants before the findings. */
const context = ({ name, version, deviceUuid }: ReportedAlgorithm): readonly Item[] => [
  item(
    'HAS CONCEPT MOD',
    'CODE',
    dcm('121049', 'Language of Content Item and Descendants'),
    coded('0040A168', 'en-US', 'RFC5646', 'English (United States)'),
  ),
  item(
    'HAS OBS CONTEXT',
    'CODE',
    dcm('121005', 'Observer Type'),
    coded('0040A168', '121007', 'DCM', 'Device'),
  ),
  item(
    'HAS OBS CONTEXT',
    'UIDREF',
    dcm('121012', 'Device Observer UID'),
    text('0040A124', 'UI', uidOf(deviceUuid)),
  ),
  item(
    'HAS OBS CONTEXT',
    'TEXT',
    dcm('121013', 'Device Observer Name'),
    text('0040A160', 'UT', `${name}, version ${version}`),
  ),
  item(
    'HAS CONCEPT MOD',
    'CODE',
    dcm('121058', 'Procedure reported'),
    coded('0040A168', '30799-1', 'LN', 'CT Head WO contrast'),
  ),
];

/** The finding is suspected, not established (SNOMED CT finding context). */
const SUSPECTED = item(
  'HAS CONCEPT MOD',
  'CODE',
  coded('0040A043', '408729009', 'SCT', 'Finding context'),
  coded('0040A168', '415684004', 'SCT', 'Suspected'),
);

function measurementGroup(
  label: Label,
  probability: number,
  slices: readonly SliceHeader[],
  made: NewObject,
): Item {
  const { value, meaning } = FINDING_CODES[label];
  const trackingUid = `${uidOf(made.instanceUuid)}.${Object.keys(FINDING_CODES).indexOf(label) + 1}`;
  return container('125007', 'Measurement Group', [
    item(
      'HAS OBS CONTEXT',
      'TEXT',
      dcm('112039', 'Tracking Identifier'),
      text('0040A160', 'UT', label),
    ),
    item(
      'HAS OBS CONTEXT',
      'UIDREF',
      dcm('112040', 'Tracking Unique Identifier'),
      text('0040A124', 'UI', trackingUid),
    ),
    item(
      'CONTAINS',
      'CODE',
      dcm('121071', 'Finding'),
      coded('0040A168', value, 'SCT', meaning),
      sequence('0040A730', SUSPECTED),
    ),
    item(
      'CONTAINS',
      'NUM',
      coded('0040A043', 'probability', LOCAL, 'Calibrated probability'),
      sequence('0040A300', [
        coded('004008EA', '1', 'UCUM', 'no units'),
        text('0040A30A', 'DS', probability.toFixed(4)),
      ]),
      sequence('0040A730', ...slices.map((slice) => imageItem(slice, 'INFERRED FROM'))),
    ),
  ]);
}

const note = (summary: string): Item =>
  item(
    'CONTAINS',
    'TEXT',
    dcm('121106', 'Comment'),
    text('0040A160', 'UT', `${summary}. Research software: not for diagnostic use.`),
  );
