import * as Comlink from 'comlink';
import { fetchReader } from '#inference';
import { teachComlink } from '../wire/transfer.ts';
import { inferenceHost } from './inference-host.ts';
import { prepareSlice, runStudyInWorker } from './study-runner.ts';
import { wasmPaths } from './wasm-urls.ts';

teachComlink();
Comlink.expose(
  inferenceHost({
    packageReader: fetchReader,
    clock: () => performance.now(),
    wasmPaths,
    runStudy: runStudyInWorker,
    prepareSlice,
  }),
);
