import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';

interface Entry {
  readonly link?: boolean;
  readonly inBundle?: boolean;
  readonly integrity?: string;
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
