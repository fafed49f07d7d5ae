import type { Plugin } from 'vite';
import { ensureSamples } from './build.ts';

/** Makes the sample studies where they are missing, before the development server lists what public/ holds. */
export function sampleStudies(): Plugin {
  return {
    name: 'sample-studies',
    config(_, { command, isPreview }) {
      if (command === 'serve' && isPreview !== true) ensureSamples();
    },
  };
}
