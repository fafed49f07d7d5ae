import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { importsOf } from './layers/imports-of.ts';
import { drawnArrows, ROOT, reachedFrom, readLayerTable } from './layers/table.ts';
import { findTrespasses, isTest, layerOf, readSources, targetOf } from './layers/trespasses.ts';

interface Project {
  readonly include?: readonly string[];
  readonly files?: readonly string[];
  readonly references?: readonly { readonly path: string }[];
}

const table = readLayerTable();
const sources = readSources();
const folders = [...table.keys()].filter((layer) => layer !== 'app');

const read = (path: string) => readFileSync(join(ROOT, path), 'utf8');
const projectOf = (path: string) => JSON.parse(read(path)) as Project;
const referencesOf = (path: string) =>
  (projectOf(path).references ?? []).map((reference) =>
    reference.path.replace(/^.*\/|\.json$/g, ''),
  );

describe('layers.json', () => {
  it('names every folder of src, lowest first', () => {
    const inSrc = readdirSync(join(ROOT, 'src'), { withFileTypes: true })
      .filter((entry) => entry.isDirectory())
      .map((entry) => entry.name);
    expect(folders.toSorted()).toEqual(inSrc.toSorted());
    const order = [...table.keys()];
    const upward = [...table].flatMap(([layer, { uses }]) =>
      uses
        .filter((used) => !order.slice(0, order.indexOf(layer)).includes(used))
        .map((used) => `${layer} --> ${used}`),
    );
    expect(upward).toEqual([]);
  });

  it('allows every import that there is', () => {
    expect(findTrespasses(table, sources)).toEqual([]);
    expect(sources.length).toBeGreaterThan(300);
  });

  it('allows no arrow and no package that nobody needs', () => {
    const entered = new Set(
      sources
        .filter(({ path }) => !isTest(path))
        .flatMap(({ path, text }) =>
          importsOf(path, text).map(({ address }) => {
            const target = targetOf(path, address);
            return target?.kind === 'stray' ? '' : `${layerOf(path)} -> ${target?.name}`;
          }),
        ),
    );
    const idle = [...table].flatMap(([layer, { uses, packages }]) =>
      [...uses, ...packages]
        .map((name) => `${layer} -> ${name}`)
        .filter((arrow) => !entered.has(arrow)),
    );
    expect(idle).toEqual([]);
  });
});

describe('the compiler projects', () => {
  it.each([...table])('%s references what the layer may use', (layer, { uses }) => {
    expect(referencesOf(`tsconfig/${layer}.json`).toSorted()).toEqual(uses.toSorted());
  });

  it.each(folders)('%s compiles its own folder alone', (layer) => {
    const include = projectOf(`tsconfig/${layer}.json`).include ?? [];
    expect(include).toContain(`../src/${layer}/**/*.ts`);
    expect(include.filter((path) => !path.startsWith(`../src/${layer}/`))).toEqual([]);
  });

  it('are all reached from tsconfig.json', () => {
    const roots = referencesOf('tsconfig.json').flatMap((root) =>
      table.has(root) ? [root] : referencesOf(`tsconfig/${root}.json`),
    );
    const reached = new Set(roots.flatMap((root) => [root, ...reachedFrom(table, root)]));
    expect([...reached].toSorted()).toEqual([...table.keys()].toSorted());
  });
});

describe('docs/architecture.md', () => {
  it('draws the arrows of layers.json that the others do not imply', () => {
    const [, drawing = ''] =
      /```mermaid\nflowchart BT\n([^`]*)```/.exec(read('docs/architecture.md')) ?? [];
    const drawn = drawing
      .split('\n')
      .filter((line) => line.includes('-->'))
      .flatMap((line) => {
        const [layer = '', targets = ''] = line.split('-->').map((part) => part.trim());
        return targets.split('&').map((target) => `${layer} --> ${target.trim()}`);
      });
    expect(drawn.toSorted()).toEqual([...drawnArrows(table)].toSorted());
  });
});

describe('every layer', () => {
  it('says in a README what it owns', () => {
    expect(folders.filter((layer) => !existsSync(join(ROOT, 'src', layer, 'README.md')))).toEqual(
      [],
    );
  });
});

describe('findTrespasses', () => {
  const small = new Map([
    ['base', { uses: [], packages: [] }],
    ['dicom', { uses: ['base'], packages: ['fflate', '@scope/codec'] }],
    ['ui', { uses: ['dicom'], packages: ['react-dom'] }],
    ['cli', { uses: ['base'], packages: ['node'] }],
  ]);
  const trespassesOf = (path: string, text: string) => findTrespasses(small, [{ path, text }]);

  it.each([
    ['a door upward', 'src/dicom/a.ts', "import { b } from '#ui';"],
    ['a door past the next layer', 'src/ui/a.tsx', "import { b } from '#base';"],
    ['a room behind a door', 'src/dicom/a.ts', "import { b } from '#base/b';"],
    ['its own door', 'src/dicom/a.ts', "import { b } from '#dicom';"],
    ['a type', 'src/dicom/a.ts', "import type { B } from '#ui';"],
    ['a type in place', 'src/dicom/a.ts', "export type A = import('#ui').B;"],
    ['a re-export', 'src/dicom/a.ts', "export * from '#ui';"],
    ['a named re-export', 'src/dicom/a.ts', "export { b } from '#ui';"],
    ['an effect', 'src/dicom/a.ts', "import '#ui';"],
    ['a dynamic import', 'src/dicom/a.ts', "const b = await import('#ui');"],
    ['a dynamic import by template', 'src/dicom/a.ts', 'const b = await import(`#ui`);'],
    ['a path out of the layer', 'src/dicom/codecs/a.ts', "import { b } from '../../base/b.ts';"],
    ['a path out of src', 'src/dicom/a.ts', "import { b } from '../../scripts/b.ts';"],
    ['a folder from main', 'src/main.tsx', "import { b } from './ui';"],
    ['an asset elsewhere', 'src/dicom/a.ts', "new URL('../ui/b.svg', import.meta.url);"],
    ['a package', 'src/base/a.ts', "import { unzip } from 'fflate';"],
    ['a scope', 'src/dicom/a.ts', "import { b } from '@scope/other';"],
    ['a package by path', 'src/base/a.ts', "import b from '../../node_modules/fflate/b.wasm?url';"],
    ['Node', 'src/dicom/a.ts', "import { readFileSync } from 'node:fs';"],
    ['Node by its old name', 'src/dicom/a.ts', "import { readFileSync } from 'fs';"],
    ['a layer that is not in the table', 'src/other/a.ts', "import './b.ts';"],
    ['a fixture in the product', 'src/dicom/a.ts', "import { b } from './b.fixture.ts';"],
    ['a layer above, in a test', 'src/dicom/a.test.ts', "import { b } from '#ui';"],
    ['a path above, in a test', 'src/dicom/a.test.ts', "import { b } from '../ui/b.ts';"],
  ])('finds %s', (_, path, text) => {
    expect(trespassesOf(path, `// one\n${text}`)).toEqual([expect.stringContaining(`${path}:2 `)]);
  });

  it.each([
    ['its own files', 'src/dicom/codecs/a.ts', "import { b } from '../b.ts';"],
    ['a door below', 'src/ui/a.tsx', "import type { B } from '#dicom';"],
    ['a package by subpath', 'src/ui/a.tsx', "import { createRoot } from 'react-dom/client';"],
    ['a scoped package', 'src/dicom/a.ts', "import b from '@scope/codec/decode';"],
    [
      'a package by path',
      'src/dicom/a.ts',
      "new URL('../../node_modules/fflate/b', import.meta.url);",
    ],
    ['Node, where allowed', 'src/cli/a.ts', "import { readFile } from 'node:fs/promises';"],
    [
      'a fixture beside, in a test',
      'src/dicom/a.test.ts',
      "import { b } from '../cli/b.fixture.ts';",
    ],
    ['a fixture in a fixture', 'src/ui/a.fixture.ts', "import { b } from '../dicom/b.fixture.ts';"],
    ['a tool, in a test', 'src/dicom/a.test.ts', "import { it } from 'vitest';"],
    ['words in a text', 'src/dicom/a.ts', "const a = \"import b from '#ui'\"; // from '#ui'"],
  ])('lets %s pass', (_, path, text) => {
    expect(trespassesOf(path, text)).toEqual([]);
  });
});
