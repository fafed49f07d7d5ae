import type { Dataset } from '#dicom';
import { contentItem, dcm } from './content-item.ts';
import { coded } from './written-object.ts';

/** Of every report: complete, and nobody vouches for it. */
export const UNVERIFIED: Dataset = {
  PerformedProcedureCodeSequence: [],
  CompletionFlag: 'COMPLETE',
  VerificationFlag: 'UNVERIFIED',
  PreliminaryFlag: 'PRELIMINARY',
};

/** TID 1204. */
export const language: Dataset = contentItem(
  'HAS CONCEPT MOD',
  'CODE',
  dcm('121049', 'Language of Content Item and Descendants'),
  { ConceptCodeSequence: [coded('en-US', 'RFC5646', 'English (United States)')] },
);

/** What was done to the patient: a head CT, and one without contrast only where nothing speaks for contrast. */
export const procedure = (mayHaveContrast: boolean): Dataset =>
  contentItem('HAS CONCEPT MOD', 'CODE', dcm('121058', 'Procedure reported'), {
    ConceptCodeSequence: [
      mayHaveContrast
        ? coded('24725-4', 'LN', 'CT Head')
        : coded('30799-1', 'LN', 'CT Head WO contrast'),
    ],
  });
