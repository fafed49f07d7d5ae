import type { NamedTest } from '../promises/read-promises.ts';

/**
 * What the short version leaves out, by why: it has to be done within ten minutes on two cores. Each of these runs in `npm test` and in the
 * whole version; on the page they stand as not run.
 */
export const LEFT_OUT: Readonly<Record<string, readonly string[]>> = {
  'kills services, a PACS and a queue, and waits until they are back': [
    'src/cli/services/services.test.ts',
    'src/cli/services/queue-services.test.ts',
    'src/queue/contract.test.ts',
  ],
  'fits a site’s calibration again and again': ['src/cli/adapt.test.ts'],
  'watches a folder, a wall and a clock for minutes': [
    'e2e/arrivals.spec.ts',
    'e2e/attention.spec.ts',
    'e2e/pacs.spec.ts',
  ],
  'builds the app a second time': ['e2e/release.spec.ts'],
  'is of the screen more than of the patient’s safety or privacy': [
    'e2e/blinded.spec.ts',
    'e2e/rows.spec.ts',
    'e2e/scrolling.spec.ts',
  ],
};

/** Of these files, what promises name and is done in seconds: it runs. */
export const QUICK: readonly string[] = [
  'src/queue/contract.test.ts "says that a Redis that is full takes nothing"',
  'e2e/attention.spec.ts "the wall"',
  'e2e/release.spec.ts "the bill of materials names the same"',
];

/** How long the short version may take in all, in seconds: ten minutes, less what the page needs. */
export const SHORT_SECONDS = 590;

/** Why the short version leaves out a test; null where it runs it. */
export function whyLeftOut({ file, title }: NamedTest): string | null {
  if (QUICK.includes(`${file} "${title}"`)) return null;
  const found = Object.entries(LEFT_OUT).find(([, files]) => files.includes(file));
  return found === undefined ? null : `not run in the short version: ${found[0]}`;
}
