import { afterEach, expect, it, vi } from 'vitest';
import { decodeByWasm } from './wasm-codec.ts';

afterEach(() => vi.unstubAllGlobals());

it('says that WebAssembly is switched off, not what it lacked in it', async () => {
  vi.stubGlobal('WebAssembly', undefined);
  const expected = { columns: 1, rows: 1 } as never;
  await expect(decodeByWasm('jpeg-2000', new Uint8Array(4), expected)).rejects.toThrow(
    'decoding it needs WebAssembly, which is switched off',
  );
});
