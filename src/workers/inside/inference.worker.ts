import { watchThread } from '#guard';
import { blobReader, fetchReader } from '#inference';
import { prepareSlice, runStudy } from '#pipeline';
import { expose } from '../wire/expose.ts';
import { inferenceHost } from './inference-host.ts';
import { wasmPaths } from './wasm-urls.ts';

watchThread();
expose(
  inferenceHost({
    packageReader: (source) =>
      typeof source === 'string' ? fetchReader(source) : blobReader(source),
    clock: () => performance.now(),
    wasmPaths,
    runStudy,
    prepareSlice,
  }),
);
