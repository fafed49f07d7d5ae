import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';
import { type Application, cycloneDx } from './release/cyclonedx.ts';
import { noticesText } from './release/notices.ts';
import { shippedParts } from './release/shipped-parts.ts';

const read = (path: string) =>
  readFileSync(fileURLToPath(new URL(`../${path}`, import.meta.url)), 'utf8');

/**
 * Writes THIRD_PARTY_NOTICES.txt and sbom.cdx.json beside the built app, of the modules that are in its bundles. `inPage` goes with the
 * page's plugins, `inWorkers` with the workers', which are built apart.
 * @throws Error (the build fails) where something by others may not ship, or has no license text.
 */
export function thirdPartyNotices(): { readonly inPage: Plugin; readonly inWorkers: Plugin } {
  const modules = new Set<string>();
  let outDir = 'dist';
  const generateBundle: Plugin['generateBundle'] = (_options, bundle) => {
    for (const output of Object.values(bundle)) {
      if (output.type !== 'chunk') continue;
      for (const [id, { renderedLength }] of Object.entries(output.modules)) {
        if (renderedLength > 0) modules.add(id);
      }
    }
  };
  return {
    inWorkers: { name: 'notices-in-workers', apply: 'build', generateBundle },
    inPage: {
      name: 'notices',
      apply: 'build',
      configResolved(config) {
        outDir = config.build.outDir;
      },
      generateBundle,
      writeBundle() {
        const parts = shippedParts(modules);
        const app = JSON.parse(read('package.json')) as Application;
        writeFileSync(
          join(outDir, 'THIRD_PARTY_NOTICES.txt'),
          noticesText(parts, read('models/LICENSE.md')),
        );
        writeFileSync(join(outDir, 'sbom.cdx.json'), cycloneDx(app, parts));
      },
    },
  };
}
