import type { Study } from '#dicom';
import type { StudyFindings } from '#triage';

/** A study of the site, as the app or the command line has it. */
export interface SiteStudy {
  readonly study: Study;
  /** null: it has no result. */
  readonly findings: StudyFindings | null;
  /** Code of why it has none, or none that counts; null with findings. */
  readonly why: string | null;
}

/** The path or name of the file of a slice; '' where nobody knows it. */
export type FileOf = (sourceId: string) => string;
