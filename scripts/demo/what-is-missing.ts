import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** What the demonstration lacks, and how to make it; null where all is there. `root`: the built app, `samples`: the sample studies. */
export function whatIsMissing(root: string, samples: string): string | null {
  const lacks = [
    ...(existsSync(join(root, 'index.html')) ? [] : [`built app in ${root}`]),
    ...(existsSync(join(samples, 'index.json')) ? [] : [`sample studies in ${samples}`]),
  ];
  if (lacks.length === 0) return null;
  return `No ${lacks.join(', no ')}: \`npm run build\` makes both, and so does this command without --no-build.`;
}
