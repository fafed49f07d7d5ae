import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readArguments } from './command.ts';
import { buildInto, differences } from './release/reproduce.ts';

const USAGE = `usage: npm run reproduce [-- FOLDER]

Builds the app twice and says whether all files are alike. With FOLDER, a built app (such as one that was fetched from a server),
it builds once and compares with that.`;

const { positionals } = readArguments(USAGE, {}, true);
const folder = mkdtempSync(join(tmpdir(), 'ich-reproduce-'));
try {
  const [given] = positionals;
  const [one, other] = [join(folder, 'one'), given ?? join(folder, 'two')];
  buildInto(one);
  if (given === undefined) buildInto(other);
  const different = differences(one, other);
  if (different.length === 0) {
    console.log('All files are alike.');
  } else {
    console.log(`Not alike, or in one alone:\n${different.join('\n')}`);
    process.exitCode = 1;
  }
} finally {
  rmSync(folder, { recursive: true });
}
