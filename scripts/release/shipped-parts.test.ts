import { expect, it } from 'vitest';
import { cycloneDx } from './cyclonedx.ts';
import { isAllowed } from './licenses.ts';
import { noticesText } from './notices.ts';
import { packageOf, shippedParts } from './shipped-parts.ts';

it('allows all parts of an AND and one of an OR, and nothing that it does not understand', () => {
  expect(isAllowed('MIT AND Zlib')).toBe(true);
  expect(isAllowed('GPL-3.0-only OR MIT')).toBe(true);
  for (const license of ['GPL-3.0-only', 'MIT AND GPL-3.0-only', 'UNLICENSED', '', '(MIT)']) {
    expect(isAllowed(license), license).toBe(false);
  }
});

it('knows the package of a module, scoped, nested, of an asset and of the builder', () => {
  expect(packageOf('/a/node_modules/fflate/esm/browser.js')).toBe('fflate');
  expect(packageOf('/a/node_modules/@x/y/dist/z.wasm?url')).toBe('@x/y');
  expect(packageOf('/a/node_modules/x/node_modules/long/src/long.js')).toBe('long');
  expect(packageOf('\0vite/preload-helper.js')).toBe('vite');
  expect(packageOf('C:\\a\\node_modules\\idb\\build\\index.js')).toBe('idb');
  expect(packageOf('/a/src/base/index.ts')).toBeNull();
});

it('names a package with its text, and what was compiled into it', () => {
  const parts = shippedParts([
    '/a/src/main.tsx',
    '/a/node_modules/@cornerstonejs/codec-charls/dist/charlswasm_decode.js',
  ]);
  expect(parts.map(({ name }) => name)).toEqual([
    '@cornerstonejs/codec-charls',
    'Emscripten runtime, with musl libc',
    'CharLS',
  ]);
  const [codec, , charls] = parts;
  expect(codec?.text).toContain('Chris Hafey');
  expect(codec?.integrity).toMatch(/^sha512-/);
  expect(charls?.text).toMatch(/Jan de Vaan[\s\S]*Neither the name of the copyright holder/);
  const notices = noticesText(parts, 'THE TERMS');
  expect(notices).toContain('- CharLS: BSD-3-Clause');
  expect(notices.trimEnd().endsWith('THE TERMS')).toBe(true);
  const bill = JSON.parse(cycloneDx({ name: 'a', version: '1', license: 'MIT' }, parts));
  expect(bill.dependencies).toContainEqual({
    ref: expect.stringMatching(/^pkg:npm\/%40cornerstonejs\/codec-charls@/),
    dependsOn: [
      '@cornerstonejs/codec-charls#Emscripten runtime, with musl libc',
      '@cornerstonejs/codec-charls#CharLS',
    ],
  });
});

it('makes a bill whose references lead somewhere, and whose hashes, addresses and licenses have their form', () => {
  const parts = shippedParts([
    '/a/node_modules/@cornerstonejs/codec-charls/dist/charlswasm_decode.js',
    '/a/node_modules/@cornerstonejs/codec-openjpeg/dist/openjpegwasm_decode.js',
    '/a/node_modules/react/index.js',
    '/a/node_modules/fflate/esm/browser.js',
  ]);
  const bill = JSON.parse(cycloneDx({ name: 'a', version: '1', license: 'MIT' }, parts));
  const refs = [bill.metadata.component, ...bill.components].map((one) => one['bom-ref']);
  expect(new Set(refs).size).toBe(refs.length);
  const named = bill.dependencies.flatMap((one: { ref: string; dependsOn: string[] }) => [
    one.ref,
    ...one.dependsOn,
  ]);
  expect(named.filter((ref: string) => !refs.includes(ref))).toEqual([]);
  // Each is of the app, or within what is.
  expect(refs.filter((ref) => !named.includes(ref))).toEqual([]);
  expect(bill.components.length).toBeGreaterThan(6);
  for (const { type, name, version, purl, hashes, licenses } of bill.components) {
    expect(type).toBe('library');
    expect(name).not.toBe('');
    expect(licenses).toEqual([{ expression: expect.any(String) }]);
    expect(isAllowed(licenses[0].expression), name).toBe(true);
    expect(purl === undefined, name).toBe(version === undefined);
    if (purl !== undefined) {
      expect(purl).toMatch(/^pkg:npm\/(?:%40[\w.-]+\/)?[\w.-]+@\d+\.\d+\.\d+/);
      expect(hashes).toEqual([
        { alg: 'SHA-512', content: expect.stringMatching(/^[0-9a-f]{128}$/) },
      ]);
    }
  }
});

it('makes no build with a package whose license may not ship', () => {
  expect(() => shippedParts(['/a/node_modules/lightningcss/node/index.js'])).toThrow(
    /may not ship by their license: lightningcss \(MPL-2\.0\)/,
  );
});
