import { messageOf } from '#base';
import { CodecError, type CodedImage, type ExpectedImage, requireSize } from './coded-image.ts';

/** A decoder of the @cornerstonejs/codec-* family (C++ by embind). */
interface WasmDecoder {
  getEncodedBuffer(length: number): Uint8Array;
  decode(): void;
  getFrameInfo(): {
    readonly width: number;
    readonly height: number;
    readonly bitsPerSample: number;
    readonly componentCount: number;
  };
  getDecodedBuffer(): Uint8Array;
  /** JPEG-LS only: 0 is planar. */
  getInterleaveMode?(): number;
  delete(): void;
}

type WasmModule = Readonly<Record<string, (new () => WasmDecoder) | undefined>>;

/** How to get a codec. The build without `new Function` runs under script-src 'self' 'wasm-unsafe-eval'. */
interface WasmCodec {
  readonly load: () => Promise<{ readonly default: (options: object) => Promise<unknown> }>;
  readonly wasm: () => URL;
  readonly decoder: string;
}

/** The codecs by name. The URLs are literal so that the bundler sees them and ships the files as assets. */
const CODECS = {
  'jpeg-2000': {
    load: () => import('@cornerstonejs/codec-openjpeg/decodewasmjs'),
    wasm: () =>
      new URL(
        '../../../node_modules/@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.wasm',
        import.meta.url,
      ),
    decoder: 'J2KDecoder',
  },
  'jpeg-ls': {
    load: () => import('@cornerstonejs/codec-charls/decodewasmjs'),
    wasm: () =>
      new URL(
        '../../../node_modules/@cornerstonejs/codec-charls/dist/charlswasm_decode.wasm',
        import.meta.url,
      ),
    decoder: 'JpegLSDecoder',
  },
  htj2k: {
    load: () => import('@cornerstonejs/codec-openjph/wasmjs'),
    wasm: () =>
      new URL(
        '../../../node_modules/@cornerstonejs/codec-openjph/dist/openjphjs.wasm',
        import.meta.url,
      ),
    decoder: 'HTJ2KDecoder',
  },
} satisfies Record<string, WasmCodec>;

/** Names of the WebAssembly codecs. */
export type WasmCodecName = keyof typeof CODECS;

const instances = new Map<WasmCodecName, Promise<WasmModule>>();

/** Decodes by OpenJPEG, CharLS or OpenJPH, fetched at first use. Throws CodecError. The caller has checked the size. */
export async function decodeByWasm(
  name: WasmCodecName,
  bytes: Uint8Array,
  expected: ExpectedImage,
): Promise<CodedImage> {
  if (typeof WebAssembly === 'undefined')
    throw new CodecError('decoder-failed', 'decoding it needs WebAssembly, which is switched off');
  const module = await moduleOf(name);
  const Decoder = module[CODECS[name].decoder];
  if (Decoder === undefined) throw new CodecError('codec-missing', `${name} has no decoder`);
  let decoder: WasmDecoder | null = null;
  try {
    decoder = new Decoder();
    decoder.getEncodedBuffer(bytes.length).set(bytes);
    decoder.decode();
    const image = takeImage(decoder, expected);
    decoder.delete();
    return image;
  } catch (error) {
    // A decoder that threw may have left its heap odd: the next frame gets a new instance.
    instances.delete(name);
    if (error instanceof CodecError) throw error;
    throw new CodecError('broken-codestream', `the ${name} codestream is broken${detail(error)}`);
  }
}

function moduleOf(name: WasmCodecName): Promise<WasmModule> {
  const known = instances.get(name);
  if (known !== undefined) return known;
  const loading = instantiate(CODECS[name]);
  instances.set(name, loading);
  loading.catch(() => instances.delete(name));
  return loading;
}

async function instantiate(codec: WasmCodec): Promise<WasmModule> {
  const { default: factory } = await codec.load();
  const url = codec.wasm();
  const silent = { print: () => {}, printErr: () => {} };
  // Under Node the glue finds its file beside itself; a browser needs the asset's address.
  const located = url.protocol === 'file:' ? silent : { ...silent, locateFile: () => url.href };
  return (await factory(located)) as WasmModule;
}

function takeImage(decoder: WasmDecoder, expected: ExpectedImage): CodedImage {
  const info = decoder.getFrameInfo();
  const { rows, columns } = expected;
  const components = info.componentCount;
  requireSize(expected, { rows: info.height, columns: info.width, components });
  const decoded = decoder.getDecodedBuffer();
  const wide = info.bitsPerSample > 8;
  const count = rows * columns * components;
  if (info.bitsPerSample > 16 || decoded.length < count * (wide ? 2 : 1)) {
    throw new CodecError('broken-codestream', 'the codec gave too few samples');
  }
  const copy = decoded.slice(0, count * (wide ? 2 : 1));
  return {
    rows,
    columns,
    components,
    planar: components > 1 && decoder.getInterleaveMode?.() === 0,
    bits: info.bitsPerSample,
    samples: wide ? new Uint16Array(copy.buffer) : copy,
    validPixels: rows * columns,
  };
}

/** Emscripten throws pointers (numbers) for C++ exceptions: those say nothing. */
function detail(error: unknown): string {
  return typeof error === 'number' ? '' : `: ${messageOf(error).slice(0, 200)}`;
}
