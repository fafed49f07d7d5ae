import * as Comlink from 'comlink';
import { fetchReader } from '#inference';
import { prepareSlice, runStudy } from '#pipeline';
import { teachComlink } from '../wire/transfer.ts';
import { inferenceHost } from './inference-host.ts';
import { wasmPaths } from './wasm-urls.ts';

teachComlink();
Comlink.expose(
  inferenceHost({
    packageReader: fetchReader,
    clock: () => performance.now(),
    wasmPaths,
    runStudy,
    prepareSlice,
  }),
);
