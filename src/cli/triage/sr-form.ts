import { AppError } from '#base';
import type { SrForm } from '#report';

const FORMS: readonly SrForm[] = ['comprehensive', '3d'];

/** What the usage says of it. */
export const SR_USAGE = `  --sr FORM                  comprehensive (default) or 3d: the Structured Report as Comprehensive 3D SR, with each finding's slices as
                             planes in the patient's coordinates`;

/** The form of the structured report that a word names. Throws AppError 'usage'. */
export function srFormFrom(word: string): SrForm {
  const form = FORMS.find((known) => known === word);
  if (form !== undefined) return form;
  throw new AppError('usage', `There is no report of the form ${word}: ${FORMS.join(' or ')}.`);
}
