import type { ShippedPart } from './shipped-part.ts';

const RULE = '='.repeat(78);

function heading({ name, version, license, within }: ShippedPart): string {
  const title = version === null ? name : `${name} ${version}`;
  const where = within.length === 0 ? '' : `\nIn ${within.join(', ')}`;
  return `${title}\nLicense: ${license}${where}`;
}

/** The notices that ship: each part with its license text, then the model weights' terms. No dates: two builds are alike. */
export function noticesText(parts: readonly ShippedPart[], modelTerms: string): string {
  const sections = parts.map((part) => `${RULE}\n${heading(part)}\n${RULE}\n\n${part.text}`);
  return `${[
    'THIRD-PARTY NOTICES',
    'ICH Triage (MIT, see LICENSE in its repository) ships with the software listed here, in its scripts, workers and WebAssembly\nmodules. No fonts ship: the app takes those of the system.',
    ...parts.map(({ name, version, license }) =>
      version === null ? `- ${name}: ${license}` : `- ${name} ${version}: ${license}`,
    ),
  ]
    .join('\n')
    .replace('NOTICES\n', 'NOTICES\n\n')
    .replace(
      'system.\n',
      'system.\n\n',
    )}\n\n${sections.join('\n\n')}\n\n${RULE}\nModel weights (models/)\n${RULE}\n\n${modelTerms.trim()}\n`;
}
