/** An encoder of the codecs' full builds, which only tests load. */
interface WasmEncoder {
  getDecodedBuffer(info: object): Uint8Array;
  getEncodedBuffer(): Uint8Array;
  setNearLossless?(most: number): void;
  setDecompositions?(levels: number): void;
  setQuality?(lossless: boolean, quality: number): void;
  setCompressionRatio?(layer: number, ratio: number): void;
  encode(): void;
  delete(): void;
}

const ENCODERS = {
  'jpeg-ls': { load: () => import('@cornerstonejs/codec-charls/wasmjs'), name: 'JpegLSEncoder' },
  'jpeg-2000': { load: () => import('@cornerstonejs/codec-openjpeg/wasmjs'), name: 'J2KEncoder' },
  htj2k: { load: () => import('@cornerstonejs/codec-openjph/wasmjs'), name: 'HTJ2KEncoder' },
};

/** What a fixture's codestream holds. */
export interface Samples {
  readonly rows: number;
  readonly columns: number;
  readonly bits: number;
  readonly signed?: boolean;
  readonly pixels: Uint16Array | Int16Array;
}

/** A lossless codestream of one component. */
export async function encode(
  codec: keyof typeof ENCODERS,
  { rows, columns, bits, signed = false, pixels }: Samples,
): Promise<Uint8Array> {
  const { load, name } = ENCODERS[codec];
  const { default: factory } = (await load()) as {
    default: (options: object) => Promise<Record<string, new () => WasmEncoder>>;
  };
  const module = await factory({ print: () => {}, printErr: () => {} });
  const Encoder = module[name];
  if (Encoder === undefined) throw new Error(`no ${name}`);
  const encoder = new Encoder();
  const info = {
    width: columns,
    height: rows,
    bitsPerSample: bits,
    componentCount: 1,
    isSigned: signed,
    isUsingColorTransform: false,
  };
  encoder
    .getDecodedBuffer(info)
    .set(new Uint8Array(pixels.buffer, pixels.byteOffset, pixels.byteLength));
  encoder.setNearLossless?.(0);
  encoder.setDecompositions?.(1);
  encoder.setQuality?.(true, 0);
  encoder.encode();
  const bytes = encoder.getEncodedBuffer().slice();
  encoder.delete();
  return bytes;
}

/** RLE Lossless (PS3.5 annex G) of 16-bit samples: literal runs alone. */
export function encodeRle(pixels: Uint16Array | Int16Array): Uint8Array {
  const planes = [8, 0].map((shift) => packed(Uint8Array.from(pixels, (pixel) => pixel >> shift)));
  const header = new DataView(new ArrayBuffer(64));
  [2, 64, 64 + (planes[0]?.length ?? 0)].forEach((value, at) => {
    header.setUint32(at * 4, value, true);
  });
  return Uint8Array.from([...new Uint8Array(header.buffer), ...planes.flat()]);
}

function packed(bytes: Uint8Array): number[] {
  const out: number[] = [];
  for (let at = 0; at < bytes.length; at += 128) {
    const run = bytes.subarray(at, at + 128);
    out.push(run.length - 1, ...run);
  }
  return out.length % 2 === 0 ? out : [...out, 0];
}
