import { isLossy, type TagRow, transferSyntax } from '#dicom';
import { statedDay } from '../parts/moments.ts';
import type { OpenStudy } from './use-open-study.ts';

/** One fact about a study, always at the same place; `value` is '' where the file doesn't say. */
export interface StudyFact {
  readonly name: string;
  readonly value: string;
  /** Hidden while names are masked. */
  readonly identifying?: boolean;
}

/** Image Type (0008,0008), from the third value on, of what was computed from other images (PS3.3 C.8.2.1.1.1). */
const COMPUTED = /^(MPR|REFORMATTED|RESAMPLED|AVERAGE|MAXIMUM|MINIMUM|MIP|MINIP|INTERPOLATED)/;

/** Whether the image was computed from others by interpolation, as its Image Type says. */
export const isInterpolated = (imageType: readonly string[]): boolean =>
  imageType.some((part) => COMPUTED.test(part));

const withUnit = (value: number | null | undefined, unit: string): string =>
  value === null || value === undefined ? '' : `${Number(value.toFixed(2))} ${unit}`;

const tagValue = (tags: readonly TagRow[], tag: string): string =>
  tags.find((row) => row.tag === tag)?.value ?? '';

/** DICOM's DA and TM as "2026-03-14 09:05:11"; as they stand where they are something else. */
export function momentText(date: string, time: string): string {
  const day = statedDay(date);
  const clock = time.replace(/^(\d{2})(\d{2})(\d{2}).*$/, '$1:$2:$3');
  return `${day} ${clock}`.trim();
}

/** Who and what this is, in a fixed order, of the slice on the screen. `tags` are those of its file. */
export function studyFacts(
  { entry, study, series, slice }: OpenStudy,
  tags: readonly TagRow[],
): readonly StudyFact[] {
  const header = series.slices[slice];
  const age = entry.summary.patientAgeYears;
  const acquired = momentText(tagValue(tags, '00080022'), tagValue(tags, '00080032'));
  return [
    { name: 'Name', value: study.patient.patientName, identifying: true },
    { name: 'Patient ID', value: study.patient.patientId, identifying: true },
    {
      name: 'Age',
      value:
        age === null ? '' : age < 2 ? withUnit(age * 12, 'months') : `${Math.floor(age)} years`,
    },
    { name: 'Sex', value: entry.summary.patientSex },
    { name: 'Scan time', value: acquired || momentText(study.studyDate, study.studyTime) },
    { name: 'Accession', value: study.accessionNumber, identifying: true },
    { name: 'Study', value: study.studyDescription, identifying: true },
    { name: 'Series', value: series.seriesDescription, identifying: true },
    { name: 'Institution', value: tagValue(tags, '00080080'), identifying: true },
    {
      name: 'Scanner',
      value: [header?.manufacturer, header?.manufacturerModelName].filter(Boolean).join(' '),
    },
    { name: 'Kernel', value: header?.convolutionKernel ?? '' },
    { name: 'Thickness', value: withUnit(header?.sliceThickness, 'mm') },
    { name: 'Spacing', value: withUnit(series.geometry.medianSpacing, 'mm') },
    { name: 'Tilt', value: withUnit(series.geometry.tiltDegrees, '°') },
    { name: 'Tube voltage', value: withUnit(header?.kvp, 'kVp') },
    { name: 'Contrast', value: header?.contrastBolusAgent ?? '' },
    {
      name: 'Compression',
      value:
        header === undefined
          ? ''
          : `${isLossy(header) ? 'Lossy' : 'Not lossy'}: ${transferSyntax(header.transferSyntaxUid).name}`,
    },
    { name: 'Image type', value: header?.imageType.join(', ') ?? '' },
  ];
}
