import { readdirSync, readFileSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { join, posix } from 'node:path';
import { importsOf } from './imports-of.ts';
import { type LayerTable, ROOT, reachedFrom } from './table.ts';

/** A source file of src. */
export interface Source {
  /** From the root, with slashes: `src/dicom/study.ts`. */
  readonly path: string;
  readonly text: string;
}

/** What an import enters: another layer, an npm package (`node` for Node's own), or an address that is no door. */
export type Target =
  | { readonly kind: 'layer' | 'package'; readonly name: string }
  | { readonly kind: 'stray'; readonly why: string };

/** Every TypeScript file of src; not the kernels, which are AssemblyScript and import nothing but each other. */
export function readSources(): readonly Source[] {
  return readdirSync(join(ROOT, 'src'), { recursive: true, encoding: 'utf8' })
    .map((name) => posix.join('src', name.replaceAll('\\', '/')))
    .filter((path) => /\.tsx?$/.test(path) && !path.includes('/kernels/'))
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }));
}

/** The layer that a file belongs to; `app` for the files of src itself. */
export function layerOf(path: string): string {
  const [, first = '', ...inside] = path.split('/');
  return inside.length === 0 && first.includes('.') ? 'app' : first;
}

/** Tests and fixtures see more than the product does: their own tools, and what lies beside or below their layer. */
export function isTest(path: string): boolean {
  return /\.(test|fixture)\.tsx?$/.test(path);
}

/** Where an import of the file at `path` leads; null when it stays in the layer. */
export function targetOf(path: string, address: string): Target | null {
  if (address.startsWith('#')) return { kind: 'layer', name: address.slice(1) };
  if (!address.startsWith('.')) return { kind: 'package', name: packageName(address) };
  const target = posix.join(posix.dirname(path), address);
  if (target.startsWith('node_modules/')) {
    return { kind: 'package', name: packageName(target.slice('node_modules/'.length)) };
  }
  if (target.startsWith('src/') && layerOf(target) === layerOf(path)) return null;
  return { kind: 'stray', why: `leaves the layer without a door (${address})` };
}

function packageName(address: string): string {
  if (isBuiltin(address)) return 'node';
  const [scope = '', name = ''] = address.split('/');
  return scope.startsWith('@') ? `${scope}/${name}` : scope;
}

/** Every import of these files that the table doesn't allow, as `file:line what`. */
export function findTrespasses(table: LayerTable, sources: readonly Source[]): readonly string[] {
  return sources.flatMap(({ path, text }) =>
    importsOf(path, text).flatMap(({ address, line }) => {
      const why = isTest(path)
        ? whyNotInTest(table, path, address)
        : isTest(address)
          ? `uses a fixture outside of tests (${address})`
          : whyNot(table, path, targetOf(path, address));
      return why === null ? [] : [`${path}:${line} ${why}`];
    }),
  );
}

function whyNot(table: LayerTable, path: string, target: Target | null): string | null {
  const layer = layerOf(path);
  const allowed = table.get(layer);
  if (allowed === undefined) return `is in layer ${layer}, which layers.json lacks`;
  if (target === null) return null;
  if (target.kind === 'stray') return target.why;
  if (target.kind === 'layer') {
    return allowed.uses.includes(target.name) ? null : `${layer} may not use #${target.name}`;
  }
  return allowed.packages.includes(target.name) ? null : `${layer} may not use ${target.name}`;
}

function whyNotInTest(table: LayerTable, path: string, address: string): string | null {
  const layer = layerOf(path);
  const entered = layerEntered(path, address);
  return entered !== null && reachedFrom(table, entered).has(layer)
    ? `a test of ${layer} may not use ${entered}, which stands above it`
    : null;
}

function layerEntered(path: string, address: string): string | null {
  if (address.startsWith('#')) return address.slice(1);
  const target = posix.join(posix.dirname(path), address);
  return address.startsWith('.') && target.startsWith('src/') ? layerOf(target) : null;
}
