import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

interface Entry {
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly integrity?: string;
  readonly resolved?: string;
}

it('the lock file has the hash of everything that is installed', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    readonly packages: Readonly<Record<string, Entry>>;
  };
  const installed = Object.entries(packages).filter(
    ([place, { link, inBundle }]) => place !== '' && link !== true && inBundle !== true,
  );
  expect(installed.length).toBeGreaterThan(100);
  expect(
    installed
      .filter(([, { integrity }]) => !/^sha512-/.test(integrity ?? ''))
      .map(([place]) => place),
  ).toEqual([]);
});

it('nothing is installed from elsewhere than the registry: from a repository, a folder or another host', () => {
  const { packages } = JSON.parse(readFileSync('package-lock.json', 'utf8')) as {
    readonly packages: Readonly<Record<string, Entry>>;
  };
  // Of what comes from the registry the file states no address.
  const elsewhere = Object.entries(packages).filter(
    ([, { link, resolved }]) => link === true || resolved !== undefined,
  );
  expect(elsewhere).toEqual([]);
  const { dependencies, devDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly [kind: string]: Readonly<Record<string, string>>;
  };
  const loose = Object.entries({ ...dependencies, ...devDependencies }).filter(
    ([, version]) => !/^\d+\.\d+\.\d+/.test(version),
  );
  expect(loose).toEqual([]);
});

it('what is optional is loaded when it is asked for: without it everything else runs', () => {
  const { optionalDependencies } = JSON.parse(readFileSync('package.json', 'utf8')) as {
    readonly optionalDependencies: Readonly<Record<string, string>>;
  };
  const names = Object.keys(optionalDependencies);
  expect(names).toContain('bullmq');
  const sources = readdirSync('src', { recursive: true, encoding: 'utf8' })
    .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
    .map((path) => ({ path, text: readFileSync(join('src', path), 'utf8') }));
  const loads = (text: string, name: string) =>
    new RegExp(`^(?:import|export)(?! type)[^;]*?\\s'${name}'`, 'm').test(text);
  expect(loads("import { Queue } from 'bullmq';", 'bullmq')).toBe(true);
  expect(loads("import 'bullmq';", 'bullmq')).toBe(true);
  expect(
    sources.filter(({ text }) => names.some((name) => loads(text, name))).map(({ path }) => path),
  ).toEqual([]);
  expect(
    sources.some(({ text }) => text.includes("import type { Job, Queue, Worker } from 'bullmq'")),
  ).toBe(true);
});
