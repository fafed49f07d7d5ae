/**
 * Gives the memory behind an array back at once instead of whenever garbage is collected: large buffers pile up by the hundred MiB in a
 * worker that makes little other garbage. Only the buffer's owner may do it: every array over it has length 0 from then on. Not
 * for what Blob.arrayBuffer() gave, which the browser holds, too: its memory would stay and no longer count. Does nothing where
 * ArrayBuffer.prototype.transfer is missing (ES2024; Node before 21), for an empty buffer and for a shared one.
 */
export function releaseBuffer({ buffer }: ArrayBufferView): void {
  const transfer: unknown = Reflect.get(buffer, 'transfer');
  if (buffer.byteLength > 0 && typeof transfer === 'function') Reflect.apply(transfer, buffer, [0]);
}
