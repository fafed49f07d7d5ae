import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { embeddedIn, HOLDERS } from './embedded.ts';
import { isAllowed } from './licenses.ts';
import type { ShippedPart } from './shipped-part.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
const TEXTS = fileURLToPath(new URL('./license-texts/', import.meta.url));

/** The builder's own code that is in every build, by the virtual modules that bring it; the kernels' compiler. */
const BY_TOOL: readonly (readonly [RegExp, string])[] = [
  [/^\0?vite[\\/]/, 'vite'],
  [/^\0?rolldown[\\/]/, 'rolldown'],
  [/src[\\/].*kernel-binar/, 'assemblyscript'],
];

/** Name of the package that a module is of; null for the app's own. */
export function packageOf(moduleId: string): string | null {
  const at = moduleId.replaceAll('\\', '/').lastIndexOf('/node_modules/');
  if (at >= 0) {
    const inner = moduleId.replaceAll('\\', '/').slice(at + '/node_modules/'.length);
    const name = /^(?:@[^/]+\/)?[^/]+/.exec(inner)?.[0];
    // Put beside packages by tools, as .vite is.
    return name === undefined || name.startsWith('.') ? null : name;
  }
  return BY_TOOL.find(([pattern]) => pattern.test(moduleId))?.[1] ?? null;
}

/** The standard text of each part of a license expression below the copyright notices. */
function standardText(expression: string, holders: readonly string[]): string {
  const texts = expression.split(/ AND | OR /).map((license) => {
    const path = join(TEXTS, `${license.toLowerCase()}.txt`);
    if (!existsSync(path)) throw new Error(`license-texts/ has no text of ${license}.`);
    return readFileSync(path, 'utf8').trimEnd();
  });
  return [holders.join('\n'), ...texts].join('\n\n');
}

interface Manifest {
  readonly version: string;
  readonly license?: string;
}

/** A builder's text goes on with those of its own tools, of which nothing is in what it builds. */
const ownPart = (text: string): string => text.split(/^# Licenses of bundled/m)[0] ?? text;

function partOf(name: string, lock: Readonly<Record<string, { readonly integrity?: string }>>) {
  const folder = join(ROOT, 'node_modules', name);
  const { version, license = '' } = JSON.parse(
    readFileSync(join(folder, 'package.json'), 'utf8'),
  ) as Manifest;
  const file = readdirSync(folder).find((one) => /^licen[cs]e(?:\.\w+)?$/i.test(one));
  const holders = HOLDERS[name];
  if (file === undefined && holders === undefined) {
    throw new Error(`${name} ${version} has no license text: name its holders in embedded.ts.`);
  }
  const text =
    file === undefined
      ? standardText(license, holders ?? [])
      : ownPart(readFileSync(join(folder, file), 'utf8').replaceAll('\r', '')).trimEnd();
  const integrity = lock[`node_modules/${name}`]?.integrity ?? null;
  return { name, version, license, text, within: [], integrity } satisfies ShippedPart;
}

/**
 * What ships by others, by the modules that are in the bundles: packages, and what their makers compiled into them. Sorted by name.
 * @throws Error where a license is not allowed or has no text: such a build is not made.
 */
export function shippedParts(moduleIds: Iterable<string>): readonly ShippedPart[] {
  const lock = JSON.parse(readFileSync(join(ROOT, 'package-lock.json'), 'utf8')) as {
    readonly packages: Readonly<Record<string, { readonly integrity?: string }>>;
  };
  const names = [...new Set([...moduleIds].map(packageOf))].filter((name) => name !== null).sort();
  const parts = [
    ...names.map((name) => partOf(name, lock.packages)),
    ...embeddedIn(names, standardText),
  ];
  const refused = parts.filter(({ license }) => !isAllowed(license));
  if (refused.length > 0) {
    const said = refused.map(({ name, license }) => `${name} (${license || 'none named'})`);
    throw new Error(`These may not ship by their license: ${said.join(', ')}.`);
  }
  return parts;
}
