import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const FOLDER = fileURLToPath(new URL('.', import.meta.url));

/** SHA-256 of the sources that paint the samples: samples that were painted by others are stale. */
export function painterVersion(): string {
  const hash = createHash('sha256');
  const sources = readdirSync(FOLDER).filter(
    (name) => name.endsWith('.ts') && !name.endsWith('.test.ts'),
  );
  for (const name of [...sources.sort(), '../make-samples.ts'])
    hash
      .update(name)
      .update('\0')
      .update(readFileSync(join(FOLDER, name)));
  return hash.digest('hex');
}
