/**
 * The two decoders against each other and against the references: every file of the transfer-syntax suite by src/dicom and by
 * Cornerstone's own loader, which the app ships without its codecs. Skips itself where the suite is absent.
 */
import cornerstone from 'cornerstone-core';
// @ts-expect-error: the loader ships no types, and this build only the tests use.
import * as loader from 'cornerstone-wado-image-loader/dist/cornerstoneWADOImageLoaderNoWebWorkers.bundle.min.js';
import * as dicomParser from 'dicom-parser';
import { beforeAll, describe, expect, inject, it } from 'vitest';
import { decodeFrame, readHeaders, type SliceHeader } from '#dicom';

interface Loader {
  readonly external: { cornerstone: unknown; dicomParser: unknown };
  readonly wadouri: { readonly fileManager: { add(file: Blob): string } };
}

const suite = inject('transferSyntaxSuite');
const wado = ('default' in loader ? loader.default : loader) as unknown as Loader;

/** The loader's documented faults (docs/decisions): the last pixel of .70 is 0; its .81 of signed data is read as unsigned. */
const LOADER_FAULTS = { lastPixelOfLossless: '1.2.840.10008.1.2.4.70' } as const;
/** Syntaxes that the loader has no name for (HTJ2K) or that both leave out (retired). */
const NOT_BY_LOADER = /\.4\.(201|53|55)$/;
/** How far apart in stored values two right decoders of a lossy syntax may be; the loader's 12-bit JPEG (.51) is coarse. */
function allowed(transferSyntaxUid: string): number {
  if (transferSyntaxUid.endsWith('.4.51')) return 16;
  return /\.4\.(50|81|91)$/.test(transferSyntaxUid) ? 2 : 0;
}

async function fetchFile(name: string): Promise<Uint8Array> {
  return new Uint8Array(await (await fetch(`${suite.url}/${name}`)).arrayBuffer());
}

function headerOf(name: string, bytes: Uint8Array): SliceHeader {
  const outcome = readHeaders(name, bytes, { complete: true });
  if (outcome.kind !== 'slices' || outcome.slices[0] === undefined) throw new Error(name);
  return outcome.slices[0];
}

describe.skipIf(suite.files.length === 0)(
  `${suite.files.length} files of the transfer-syntax suite (skipped where ../shared/data is absent)`,
  () => {
    beforeAll(() => {
      wado.external.cornerstone = cornerstone;
      wado.external.dicomParser = dicomParser;
    });

    it.each(suite.files.map((name) => [name]))(
      '%s: both decoders give the same pixels',
      async (name) => {
        const bytes = await fetchFile(name);
        const header = headerOf(name, bytes);
        const ours = await decodeFrame(bytes, header);
        if (NOT_BY_LOADER.test(header.transferSyntaxUid)) {
          expect(ours.ok).toBe(header.transferSyntaxUid.endsWith('.201'));
          return;
        }
        if (!ours.ok) throw new Error(`${name}: ${ours.reason.text}`);
        const imageId = wado.wadouri.fileManager.add(new Blob([bytes as Uint8Array<ArrayBuffer>]));
        const image = await cornerstone.loadImage(imageId);
        const theirs = image.getPixelData();
        expect(theirs.length).toBe(ours.value.pixels.length);
        const last =
          header.transferSyntaxUid === LOADER_FAULTS.lastPixelOfLossless
            ? theirs.length - 1
            : theirs.length;
        let largest = 0;
        for (let at = 0; at < last; at += 1) {
          const difference = Math.abs(Number(theirs[at]) - (ours.value.pixels[at] ?? 0)) % 65536;
          largest = Math.max(largest, Math.min(difference, 65536 - difference));
        }
        expect(largest).toBeLessThanOrEqual(allowed(header.transferSyntaxUid));
      },
    );
  },
);
