import { expect, it } from 'vitest';
import type { LoadModelOptions } from '../../workers/wire/analysis-service.ts';
import { createSettingsStore } from '../settings/state.ts';
import { analysisActions } from './actions.ts';
import type { AnalysisQueue } from './queue.ts';

/** What the service is told when the settings remember this engine. */
function askedFor(remembered: string): LoadModelOptions | undefined {
  const asked: (LoadModelOptions | undefined)[] = [];
  const engine = {
    load: (_url: string, options?: LoadModelOptions) => {
      asked.push(options);
      return new Promise<never>(() => undefined);
    },
  };
  const settings = createSettingsStore({ version: 1, engines: { 'models/m/': remembered } });
  const queue = { pause: () => undefined, resume: () => undefined } as AnalysisQueue;
  const service = { engine } as unknown as Parameters<typeof analysisActions>[0]['service'];
  analysisActions({ service, modelUrl: 'models/m/' }, { settings }, queue).loadModel();
  return asked[0];
}

it('tries the engine first that was ready last, under its name of then or now', () => {
  expect(askedFor('own-webgpu')).toEqual({ rememberedEngine: 'own-webgpu' });
  expect(askedFor('gpu')).toEqual({ rememberedEngine: 'own-webgpu' });
});

it('tries them all where what was kept names none', () => {
  expect(askedFor('abacus')).toEqual({});
});
