import { notOk, type Outcome, ok } from '#base';
import { type DicomElement, type SliceHeader, type Study, sliceKey, writeDicomFile } from '#dicom';
import type { StudyFindings } from '#triage';
import { dicomDate, dicomTime } from './dicom-time.ts';
import { isLegalUid, uidOf } from './dicom-uid.ts';

/** What is new in a written object; given, so that the same input gives the same bytes. */
export interface NewObject {
  readonly seriesUuid: string;
  readonly instanceUuid: string;
  readonly writtenAt: Date;
}

const KEY_OBJECT_SELECTION = '1.2.840.10008.5.1.4.1.1.88.59';
const CT_IMAGE = '1.2.840.10008.5.1.4.1.1.2';
const EXPLICIT_LITTLE_ENDIAN = '1.2.840.10008.1.2.1';

const text = (tag: string, vr: string, value: string): DicomElement => ({ tag, vr, value });
const sequence = (tag: string, ...items: readonly (readonly DicomElement[])[]): DicomElement => ({
  tag,
  vr: 'SQ',
  value: items,
});
const coded = (tag: string, value: string, scheme: string, meaning: string): DicomElement =>
  sequence(tag, [
    text('00080100', 'SH', value),
    text('00080102', 'SH', scheme),
    text('00080104', 'LO', meaning),
  ]);

/**
 * The evidence slices as a Key Object Selection (PS3.3 A.35.4, TID 2010): every PACS shows it beside the images. Not possible
 * where nothing was analysed, or where the images have illegal UIDs, which no valid object can refer to.
 */
export function keyObjectSelection(
  study: Study,
  findings: StudyFindings,
  summary: string,
  made: NewObject,
): Outcome<Uint8Array<ArrayBuffer>> {
  const keys = new Set(findings.evidence.map((evidence) => evidence.sliceKey));
  const slices = study.series
    .flatMap((series) => series.slices)
    .filter((header) => keys.has(sliceKey(header)));
  if (slices.length === 0) return notOk('no-evidence', 'there is no slice to select');
  const uids = [study.studyInstanceUid, ...slices.flatMap(uidsOf)];
  if (!uids.every(isLegalUid)) {
    return notOk('illegal-uids', 'the images have UIDs that DICOM does not allow to refer to');
  }
  const dataset = [
    ...identity(study, made),
    sequence('0040A375', evidenceOf(study, slices)),
    ...content(slices, summary),
  ];
  return ok(writeDicomFile(dataset, { transferSyntaxUid: EXPLICIT_LITTLE_ENDIAN }));
}

const uidsOf = ({ seriesInstanceUid, sopInstanceUid }: SliceHeader): readonly string[] => [
  seriesInstanceUid,
  sopInstanceUid,
];

function identity(study: Study, made: NewObject): readonly DicomElement[] {
  const { patient } = study;
  return [
    text('00080005', 'CS', 'ISO_IR 192'),
    text('00080016', 'UI', KEY_OBJECT_SELECTION),
    text('00080018', 'UI', uidOf(made.instanceUuid)),
    text('00080020', 'DA', study.studyDate),
    text('00080023', 'DA', dicomDate(made.writtenAt)),
    text('00080030', 'TM', study.studyTime),
    text('00080033', 'TM', dicomTime(made.writtenAt)),
    text('00080050', 'SH', study.accessionNumber),
    text('00080060', 'CS', 'KO'),
    text('00080070', 'LO', 'ICH Triage (research software)'),
    text('00080090', 'PN', ''),
    text('0008103E', 'LO', 'Probable hemorrhage: key images'),
    sequence('00081111'),
    text('00100010', 'PN', patient.patientName.replace(', ', '^')),
    text('00100020', 'LO', patient.patientId),
    text('00100030', 'DA', patient.patientBirthDate),
    text('00100040', 'CS', patient.patientSex),
    text('0020000D', 'UI', study.studyInstanceUid),
    text('0020000E', 'UI', uidOf(made.seriesUuid)),
    text('00200010', 'SH', ''),
    text('00200011', 'IS', '9001'),
    text('00200013', 'IS', '1'),
  ];
}

const reference = (header: SliceHeader): readonly DicomElement[] => [
  text('00081150', 'UI', header.sopClassUid ?? CT_IMAGE),
  text('00081155', 'UI', header.sopInstanceUid),
];

/** Current Requested Procedure Evidence: each instance once, under its series. */
function evidenceOf(study: Study, slices: readonly SliceHeader[]): readonly DicomElement[] {
  const instances = new Map(slices.map((header) => [header.sopInstanceUid, header]));
  const series = [...new Set(slices.map(({ seriesInstanceUid }) => seriesInstanceUid))];
  return [
    sequence(
      '00081115',
      ...series.map((uid) => [
        sequence(
          '00081199',
          ...[...instances.values()]
            .filter(({ seriesInstanceUid }) => seriesInstanceUid === uid)
            .map(reference),
        ),
        text('0020000E', 'UI', uid),
      ]),
    ),
    text('0020000D', 'UI', study.studyInstanceUid),
  ];
}

function content(slices: readonly SliceHeader[], summary: string): readonly DicomElement[] {
  const images = slices.map((header) => [
    text('0040A010', 'CS', 'CONTAINS'),
    text('0040A040', 'CS', 'IMAGE'),
    sequence('00081199', [
      ...reference(header),
      ...(header.numberOfFrames > 1 ? [text('00081160', 'IS', String(header.frameIndex + 1))] : []),
    ]),
  ]);
  return [
    text('0040A040', 'CS', 'CONTAINER'),
    coded('0040A043', '113000', 'DCM', 'Of Interest'),
    text('0040A050', 'CS', 'SEPARATE'),
    sequence('0040A504', [text('00080105', 'CS', 'DCMR'), text('0040DB00', 'CS', '2010')]),
    sequence(
      '0040A730',
      [
        text('0040A010', 'CS', 'CONTAINS'),
        text('0040A040', 'CS', 'TEXT'),
        coded('0040A043', '113012', 'DCM', 'Key Object Description'),
        text('0040A160', 'UT', summary),
      ],
      ...images,
    ),
  ];
}
