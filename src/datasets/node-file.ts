import { open } from 'node:fs/promises';
import type { ByteRange } from '#base';

/** A file on disk as random-access bytes; it is open only while it is being read. */
export function nodeFile(path: string | Buffer, size: number): ByteRange {
  return {
    size,
    slice: (start = 0, end = size) => ({
      arrayBuffer: async () => {
        const from = Math.min(Math.max(0, start), size);
        const bytes = new Uint8Array(Math.max(0, Math.min(end, size) - from));
        const file = await open(path, 'r');
        try {
          let filled = 0;
          while (filled < bytes.length) {
            const rest = bytes.length - filled;
            const { bytesRead } = await file.read(bytes, filled, rest, from + filled);
            if (bytesRead === 0) break;
            filled += bytesRead;
          }
          return bytes.buffer.slice(0, filled);
        } finally {
          await file.close();
        }
      },
    }),
  };
}
