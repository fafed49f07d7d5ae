import * as Comlink from 'comlink';
import { teachComlink } from '../wire/transfer.ts';
import { dicomHost } from './dicom-host.ts';

teachComlink();
const { readHeaders, transcode } = dicomHost();
Comlink.expose({
  readHeaders,
  transcode: async (...question: Parameters<typeof transcode>) => {
    const bytes = await transcode(...question);
    return Comlink.transfer(bytes, [bytes.buffer]); // The page owns it from here on.
  },
});
