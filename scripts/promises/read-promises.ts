import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = fileURLToPath(new URL('../..', import.meta.url));

/** A test that keeps a promise: its file, and words of its title; no title is all of the file. */
export interface NamedTest {
  readonly file: string;
  readonly title: string | null;
}

/** A row of a table whose last column is "test" or "the test". */
export interface Promised {
  readonly document: string;
  readonly section: string;
  /** The first cell: the hazard, the claim, the threat. */
  readonly what: string;
  readonly control: string;
  readonly tests: readonly NamedTest[];
}

export const DOCUMENTS = ['docs/safety.md', 'docs/privacy.md', 'docs/pacs.md'] as const;

const TEST = /`((?:src|scripts|e2e)\/[\w./-]+\.(?:test|spec)\.tsx?)`(?:\s+"([^"]+)")?/g;

const cellsOf = (line: string): readonly string[] =>
  line
    .slice(1, -1)
    .split('|')
    .map((cell) => cell.trim());

/** The promises of a document. A row without a test has an empty list: for the caller to refuse. */
export function promisesIn(document: string, text: string): readonly Promised[] {
  const promises: Promised[] = [];
  let section = '';
  let inTable = false;
  for (const line of text.split('\n')) {
    if (line.startsWith('#')) section = line.replace(/^#+\s*/, '');
    if (!line.startsWith('|')) {
      inTable = false;
      continue;
    }
    const cells = cellsOf(line);
    if (/^(?:the )?tests?$/.test(cells.at(-1) ?? '')) inTable = true;
    else if (inTable && !/^-+$/.test(cells[0] ?? '')) {
      const tests = [...(cells.at(-1) ?? '').matchAll(TEST)].map(([, file = '', title]) => ({
        file,
        title: title ?? null,
      }));
      promises.push({
        document,
        section,
        what: cells[0] ?? '',
        control: cells.at(-2) ?? '',
        tests,
      });
    }
  }
  return promises;
}

const promisesOf = (document: string): readonly Promised[] =>
  promisesIn(document, readFileSync(join(ROOT, document), 'utf8'));

/** What is here and how far, with the tests that show it: named as promises are, and no promise. */
export const featuresShown = (): readonly Promised[] => promisesOf('docs/features.md');

/** All promises of the documents. */
export const allPromises = (): readonly Promised[] => DOCUMENTS.flatMap(promisesOf);
