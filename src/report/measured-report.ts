import type { Outcome } from '#base';
import { type Dataset, type SliceHeader, type Study, sliceKey } from '#dicom';
import {
  ellipseBetween,
  type ImagePoint,
  KINDS,
  type Measurement,
  measurementText,
  type Quantity,
} from '#measure';
import { fileAbout, imageItem } from './about-slices.ts';
import { asciiText } from './ascii-text.ts';
import { container, contentItem, dcm, documentRoot, textItem } from './content-item.ts';
import { ABC2_METHOD, numberCode, unitCode } from './measurement-codes.ts';
import { language, procedure, UNVERIFIED } from './report-context.ts';
import { coded, type NewObject } from './written-object.ts';

const KIND = {
  sopClassUid: '1.2.840.10008.5.1.4.1.1.88.33',
  modality: 'SR',
  seriesNumber: 9004,
  seriesDescription: 'ICH Triage: reader measurements',
};

/** A measurement with the slice of the study that it lies on, and its name among all that were ever made. */
export interface MeasuredOn {
  readonly one: Measurement;
  readonly header: SliceHeader;
  readonly trackingUid: string;
}

/**
 * What one reader measured, as a structured report of its own (Comprehensive SR, TID 1500): a measurement group (TID 1501) each, with
 * its numbers inferred from image coordinates (PS3.3 C.18.6) on the slice. The observer is the person; nothing of a model is in it.
 * Not possible where no valid object may refer to the slices.
 */
export function measuredReport(
  study: Study,
  reader: string,
  measured: readonly MeasuredOn[],
  made: NewObject,
): Outcome<Uint8Array<ArrayBuffer>> {
  const slices = [
    ...new Map(
      measured.flatMap(({ one, header }) =>
        [header, ...endsOf(study, one)].map((slice) => [sliceKey(slice), slice] as const),
      ),
    ).values(),
  ];
  const content = documentRoot('1500', dcm('126000', 'Imaging Measurement Report'), [
    language,
    contentItem('HAS OBS CONTEXT', 'CODE', dcm('121005', 'Observer Type'), {
      ConceptCodeSequence: [dcm('121006', 'Person')],
    }),
    contentItem('HAS OBS CONTEXT', 'PNAME', dcm('121008', 'Person Observer Name'), {
      PersonName: personName(reader),
    }),
    procedure(slices.some(({ described }) => described.includes('contrast'))),
    container(dcm('111028', 'Image Library'), [
      container(
        dcm('126200', 'Image Library Group'),
        slices.map((header) => imageItem(header, 'CONTAINS')),
      ),
    ]),
    container(
      dcm('126010', 'Imaging Measurements'),
      measured.map((each) => group(study, each)),
    ),
  ]);
  return fileAbout(study, slices, made, KIND, { ...UNVERIFIED, ...content });
}

/** A name that PN can hold; whoever gave no initials is a reader all the same. */
const personName = (reader: string): string =>
  asciiText(reader)
    .replace(/[\\^=]/g, ' ')
    .trim() || 'Reader without initials';

/** First and last slice of a volume. */
function endsOf(study: Study, { over, seriesKey }: Measurement): readonly SliceHeader[] {
  const slices = study.series.find(({ key }) => key === seriesKey)?.slices ?? [];
  return [...new Set(over ?? [])].flatMap((index) => slices[index] ?? []);
}

function group(study: Study, { one, header, trackingUid }: MeasuredOn): Dataset {
  return {
    ...container(dcm('125007', 'Measurement Group'), [
      textItem(
        dcm('112039', 'Tracking Identifier'),
        `${KINDS[one.kind].name} ${one.id}, measured by a reader`,
        'HAS OBS CONTEXT',
      ),
      contentItem('HAS OBS CONTEXT', 'UIDREF', dcm('112040', 'Tracking Unique Identifier'), {
        UID: trackingUid,
      }),
      ...one.quantities.flatMap((quantity) => number(study, one, header, quantity) ?? []),
      textItem(
        dcm('121106', 'Comment'),
        `${measurementText(one)}. A reader's measurement, made with research software.`,
      ),
    ]),
    ObservationDateTime: dateTime(one.at),
  };
}

/** "20261127020500.000+0000" (VR DT). */
const dateTime = (at: number): string => {
  const moment = new Date(at).toISOString();
  return `${moment.replace(/[-:TZ]/g, '')}+0000`;
};

function number(
  study: Study,
  one: Measurement,
  header: SliceHeader,
  { name, value, unit }: Quantity,
): Dataset | null {
  const code = numberCode(name, unit);
  if (code === null) return null;
  const modifiers = [
    ...(name === 'volume'
      ? [modifier(coded('370129005', 'SCT', 'Measurement Method'), ABC2_METHOD)]
      : []),
    ...(code.derivation === undefined
      ? []
      : [modifier(dcm('121401', 'Derivation'), code.derivation)]),
  ];
  const source =
    name === 'height'
      ? endsOf(study, one).map((slice) => imageItem(slice, 'INFERRED FROM'))
      : shapesOf(one, name, header).map((shape) => coordinates(shape, header));
  return contentItem('CONTAINS', 'NUM', code.concept, {
    MeasuredValueSequence: [
      { MeasurementUnitsCodeSequence: [unitCode(unit)], NumericValue: Number(value.toFixed(4)) },
    ],
    ContentSequence: [...modifiers, ...source],
  });
}

const modifier = (concept: Dataset, value: Dataset): Dataset =>
  contentItem('HAS CONCEPT MOD', 'CODE', concept, { ConceptCodeSequence: [value] });

interface Shape {
  readonly type: 'POINT' | 'POLYLINE' | 'ELLIPSE';
  readonly points: readonly ImagePoint[];
}

/** What a number was measured along; for a volume both diameters, for a shift the midline and the way to it. */
function shapesOf(
  { kind, points }: Measurement,
  name: Quantity['name'],
  { pixelSpacing }: SliceHeader,
): readonly Shape[] {
  if (kind === 'probe') return [{ type: 'POINT', points }];
  if (kind === 'ellipse') return [ellipse(points)];
  const lines = KINDS[kind]
    .lines(points, { spacing: pixelSpacing })
    .filter((line) => line.length > 1)
    .map((line): Shape => ({ type: 'POLYLINE', points: line }));
  if (name === 'diameterA') return lines.slice(0, 1);
  if (name === 'diameterB') return lines.slice(1, 2);
  return lines;
}

/** The ends of its longer axis, then of its shorter one (PS3.3 C.18.6.1.2). */
function ellipse([one, other]: readonly ImagePoint[]): Shape {
  if (one === undefined || other === undefined) return { type: 'ELLIPSE', points: [] };
  const { center, radii } = ellipseBetween(one, other);
  const across = [-1, 1].map((way) => ({ x: center.x + way * radii.x, y: center.y }));
  const down = [-1, 1].map((way) => ({ x: center.x, y: center.y + way * radii.y }));
  return {
    type: 'ELLIPSE',
    points: radii.x >= radii.y ? [...across, ...down] : [...down, ...across],
  };
}

/** Image coordinates: column, then row, in pixels from the image's corner, as measurements have them. */
const coordinates = ({ type, points }: Shape, header: SliceHeader): Dataset =>
  contentItem('INFERRED FROM', 'SCOORD', dcm('121112', 'Source of Measurement'), {
    GraphicData: points.flatMap(({ x, y }) => [x, y]),
    GraphicType: type,
    ContentSequence: [imageItem(header, 'SELECTED FROM')],
  });
