import { decodeFrame } from '#dicom';
import type { DecodeFrame, ReadSource } from './contract.ts';

/**
 * Decodes frames of files that `readSource` reads. The file read last is kept while it has several frames, so that a
 * multi-frame file is read once and not once a frame.
 */
export function frameDecoder(readSource: ReadSource): DecodeFrame {
  let kept: { readonly sourceId: string; readonly bytes: Promise<Uint8Array> } | null = null;
  return async (header, signal) => {
    const { sourceId, numberOfFrames } = header;
    const bytes =
      kept?.sourceId === sourceId ? kept.bytes : readSource(sourceId, undefined, signal);
    kept = numberOfFrames > 1 ? { sourceId, bytes } : null;
    try {
      return await decodeFrame(await bytes, header, signal);
    } catch (error) {
      kept = null;
      throw error;
    }
  };
}
