import { isLossy, type TagRow, transferSyntax } from '#dicom';
import { figures, t } from '#texts';
import { ageText, sexText } from '../parts/age-text.ts';
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
  value === null || value === undefined
    ? ''
    : `${figures(Number(value.toFixed(2)))}${unit === '°' ? '' : ' '}${unit}`;

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
  const acquired = momentText(tagValue(tags, '00080022'), tagValue(tags, '00080032'));
  return [
    { name: t('Name'), value: study.patient.patientName, identifying: true },
    { name: t('Patient ID'), value: study.patient.patientId, identifying: true },
    { name: t('Age'), value: ageText(entry.summary.patientAgeYears) },
    { name: t('Sex'), value: sexText(entry.summary.patientSex) },
    { name: t('Scan time'), value: acquired || momentText(study.studyDate, study.studyTime) },
    { name: t('Accession'), value: study.accessionNumber, identifying: true },
    { name: t('Study'), value: study.studyDescription, identifying: true },
    { name: t('Series'), value: series.seriesDescription, identifying: true },
    { name: t('Institution'), value: tagValue(tags, '00080080'), identifying: true },
    {
      name: t('Scanner'),
      value: [header?.manufacturer, header?.manufacturerModelName].filter(Boolean).join(' '),
    },
    { name: t('Kernel'), value: header?.convolutionKernel ?? '' },
    { name: t('Thickness'), value: withUnit(header?.sliceThickness, 'mm') },
    { name: t('Spacing'), value: withUnit(series.geometry.medianSpacing, 'mm') },
    { name: t('Tilt'), value: withUnit(series.geometry.tiltDegrees, '°') },
    { name: t('Tube voltage'), value: withUnit(header?.kvp, 'kVp') },
    { name: t('Contrast'), value: header?.contrastBolusAgent ?? '' },
    {
      name: t('Compression'),
      value:
        header === undefined
          ? ''
          : `${isLossy(header) ? t('Lossy') : t('Not lossy')}: ${transferSyntax(header.transferSyntaxUid).name}`,
    },
    { name: t('Image type'), value: header?.imageType.join(', ') ?? '' },
  ];
}
