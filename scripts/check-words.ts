import { execFileSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { readArguments } from './command.ts';
import { findBritish } from './words/find-british.ts';

const USAGE = `usage: npx tsx scripts/check-words.ts

The lint's half of the spelling: prints each British spelling in what is under version control, and fails where there is one.`;

/** Texts of others, generated texts, another language, and the list itself. */
const LEFT_OUT =
  /^(models|scripts\/words|src\/texts\/german)\/|package-lock\.json$|\.(png|jpg|svg|bin|base64|json)$/;

readArguments(USAGE, {});
const files = execFileSync('git', ['ls-files', '-z', '--cached', '--others', '--exclude-standard'])
  .toString()
  .split('\0')
  .filter((file) => file !== '' && !LEFT_OUT.test(file));
for (const file of files) {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') continue; // Removed, but not yet from the index.
    throw error;
  }
  if (text.includes('\0')) continue;
  for (const { line, word, part, us } of findBritish(text)) {
    console.error(
      `${file}:${line}: "${word}": the project writes US English, ${us} and not ${part}`,
    );
    process.exitCode = 1;
  }
}
