import { watchThread } from '#guard';
import { fetchReader } from '#inference';
import { prepareSlice, runStudy } from '#pipeline';
import { expose } from '../wire/expose.ts';
import { inferenceHost } from './inference-host.ts';
import { wasmPaths } from './wasm-urls.ts';

watchThread();
expose(
  inferenceHost({
    packageReader: fetchReader,
    clock: () => performance.now(),
    wasmPaths,
    runStudy,
    prepareSlice,
  }),
);
