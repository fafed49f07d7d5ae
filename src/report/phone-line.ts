import type { ListedStudy } from './study-list.ts';

/** As many slices as anybody writes down. */
const MOST_SLICES = 5;

/**
 * A study in one line to read out on the telephone. `patient`: who it is, as the screen says it, in its place the study's number
 * where names are masked: nothing else in the line tells the patient.
 */
export function phoneLine(study: ListedStudy, patient: string): string {
  const { number, reason, evidence, slices, flagged, computedBy } = study;
  const shown = [...new Set(evidence.map(({ slice }) => slice))].slice(0, MOST_SLICES);
  const look =
    flagged.length === 0 || shown.length === 0
      ? ''
      : ` Look at ${shown.length === 1 ? 'slice' : 'slices'} ${shown.join(', ')} of ${slices}.`;
  const who = patient === `#${number}` ? `Study ${patient}` : `Study #${number}, ${patient}`;
  const untrained =
    computedBy?.status === 'untrained' ? ' UNTRAINED MODEL, this means nothing.' : '';
  const line = `${who}: ${reason}.${look}${untrained} AI, not for diagnosis; a reader must look at the images.`;
  return line.replace(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ');
}
