import type { ShippedPart } from './shipped-part.ts';

const RULE = '='.repeat(78);

const titleOf = ({ name, version }: ShippedPart): string =>
  version === null ? name : `${name} ${version}`;

function heading(part: ShippedPart): string {
  const where = part.within.length === 0 ? '' : `\nIn ${part.within.join(', ')}`;
  return `${titleOf(part)}\nLicense: ${part.license}${where}`;
}

const section = (head: string, text: string): string => `${RULE}\n${head}\n${RULE}\n\n${text}`;

/** The notices that ship: each part with its license text, then the model weights' terms. No dates: two builds are alike. */
export function noticesText(parts: readonly ShippedPart[], modelTerms: string): string {
  return `${[
    'THIRD-PARTY NOTICES',
    'ICH Triage (MIT, see LICENSE in its repository) ships with the software listed here, in its scripts, workers and WebAssembly\nmodules. No fonts ship: the app takes those of the system.',
    parts.map((part) => `- ${titleOf(part)}: ${part.license}`).join('\n'),
    ...parts.map((part) => section(heading(part), part.text)),
    section('Model weights (models/)', modelTerms.trim()),
  ].join('\n\n')}\n`;
}
