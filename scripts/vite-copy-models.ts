import { cpSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import type { Plugin } from 'vite';

/** Puts models/ beside the built app, before the offline list is made, so that the packages are on it. */
export function copyModels(): Plugin {
  let outDir = 'dist';
  return {
    name: 'copy-models',
    apply: 'build',
    configResolved(config) {
      outDir = config.build.outDir;
    },
    writeBundle() {
      cpSync(fileURLToPath(new URL('../models', import.meta.url)), `${outDir}/models`, {
        recursive: true,
      });
    },
  };
}
