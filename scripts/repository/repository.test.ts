import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { leaksInBytes, leaksInText } from './find-leaks.ts';

const ROOT = fileURLToPath(new URL('../..', import.meta.url));
/** Files that are no text: made by commands of this repository, from its synthetic samples. */
const MADE_HERE =
  /^(?:docs\/screenshots\/[\w-]+\.png|public\/[\w-]+\.png|models\/[\w-]+\/[\w-]+\.bin)$/;

/** Everything that would be published: what git tracks, and what it would with the next `git add`. */
function published(): readonly string[] {
  const args = ['ls-files', '-z', '--cached', '--others', '--exclude-standard'];
  const { status, stdout } = spawnSync('git', args, { cwd: ROOT, encoding: 'utf8' });
  return status === 0 ? stdout.split('\0').filter((path) => path !== '') : [];
}

const isText = (bytes: Uint8Array) => !bytes.subarray(0, 8000).includes(0);

function read(path: string): Uint8Array | null {
  try {
    return readFileSync(join(ROOT, path));
  } catch {
    return null; // Deleted, and not yet committed.
  }
}

describe('the repository', () => {
  const paths = published();

  it.skipIf(paths.length === 0)(
    'has no secret, no patient and no name of a data set in any file',
    () => {
      expect(paths.length).toBeGreaterThan(300);
      const found = paths
        .filter((path) => !path.startsWith('scripts/repository/'))
        .flatMap((path) => {
          const bytes = read(path);
          if (bytes === null) return [];
          const leaks = isText(bytes)
            ? [...leaksInBytes(bytes), ...leaksInText(Buffer.from(bytes).toString('utf8'))]
            : leaksInBytes(bytes);
          return leaks.map(({ what, found }) => `${path}: ${what} (${found})`);
        });
      expect(found).toEqual([]);
    },
  );

  it.skipIf(paths.length === 0)('has no file but text and what its own commands made', () => {
    const others = paths.filter((path) => {
      const bytes = read(path);
      return bytes !== null && !isText(bytes) && !MADE_HERE.test(path);
    });
    expect(others).toEqual([]);
  });
});

describe('the search', () => {
  it.each([
    ['a private key', `-----BEGIN RSA ${'PRIVATE'} KEY-----`],
    ['a cloud key', `AKIA${'A1'.repeat(8)}`],
    ["a code host's token", `ghp_${'a1'.repeat(18)}`],
    ["a package registry's token", `//host/:_auth${'Token'}=abcdef`],
    ["a chat's token", `xoxb-${'1'.repeat(12)}`],
    ['a signed token', `eyJ${'a'.repeat(12)}.eyJ${'b'.repeat(12)}.${'c'.repeat(12)}`],
    ['an API key', `sk-ant-${'a1'.repeat(15)}`],
    ['a mail address', 'write to jane@hospital.org'],
    ["a person's name", "PatientName: 'Müller^Hans'"],
    ['the name of a slice of a data set', 'ID_0123abcde.dcm'],
  ])('finds %s', (what, text) => {
    expect(leaksInText(text).map((leak) => leak.what)).toEqual([what]);
  });

  it.each([
    'Doe^Jane',
    'Yamada^Tarou',
    'nobody@hospital.example',
    'https://a:b@pacs.example/',
    // biome-ignore lint/suspicious/noTemplateCurlyInString: as a file of npm has it.
    '_authToken=${NPM_TOKEN}',
    'x^2 and 2^20',
    '@types/node@20.19.43',
  ])('lets %s be', (text) => {
    expect(leaksInText(text)).toEqual([]);
  });

  it('knows a DICOM file whatever it is called', () => {
    const bytes = new Uint8Array(200);
    bytes.set([68, 73, 67, 77], 128);
    expect(leaksInBytes(bytes).map(({ what }) => what)).toEqual(['a DICOM file']);
    expect(leaksInBytes(Buffer.from('// text'))).toEqual([]);
  });
});
