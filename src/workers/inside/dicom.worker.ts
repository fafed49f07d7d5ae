import * as Comlink from 'comlink';
import { watchThread } from '#guard';
import { expose } from '../wire/expose.ts';
import { dicomHost } from './dicom-host.ts';

watchThread();
const { readHeaders, tags, transcode, resultArchive } = dicomHost();
expose({
  readHeaders,
  tags,
  resultArchive,
  transcode: async (...question: Parameters<typeof transcode>) => {
    const slice = await transcode(...question);
    return Comlink.transfer(slice, [slice.file.buffer]); // The page owns it from here on.
  },
});
