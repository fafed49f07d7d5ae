import * as Comlink from 'comlink';
import { watchThread } from '#guard';
import { expose } from '../wire/expose.ts';
import { dicomHost } from './dicom-host.ts';

watchThread();
const host = dicomHost();
expose({
  ...host,
  transcode: async (...question: Parameters<typeof host.transcode>) => {
    const slice = await host.transcode(...question);
    return Comlink.transfer(slice, [slice.file.buffer]); // The page owns it from here on.
  },
});
