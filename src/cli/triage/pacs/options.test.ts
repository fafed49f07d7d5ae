import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { parseTriageOptions } from '../options.ts';
import { authorizationFrom } from './credentials.ts';

const URL = 'https://pacs.example/dicom-web';
const parse = (...args: readonly string[]) => parseTriageOptions(args).pacs;

describe('the options for a PACS', () => {
  it('are none without one', () => expect(parse('ct')).toBeNull());

  it('name days, studies and a share', () => {
    expect(parse('--dicomweb', URL, '--date', '20261124')).toEqual({
      address: URL,
      insecure: false,
      wanted: { kind: 'dates', from: '20261124', to: '20261124' },
      shard: null,
      out: null,
      writeBack: false,
    });
    expect(
      parse(
        '--dicomweb',
        URL,
        '--date=20261123-20261124',
        '--shard',
        '2/4',
        '--write-back',
        '--out',
        'o',
      ),
    ).toMatchObject({
      wanted: { kind: 'dates', from: '20261123', to: '20261124' },
      shard: { index: 2, count: 4 },
      out: 'o',
      writeBack: true,
    });
    expect(parse('--dicomweb', URL, '--study', '1.2', '1.3', '--study', '1.2')?.wanted).toEqual({
      kind: 'studies',
      uids: ['1.2', '1.3'],
    });
  });

  it.each([
    [['ct', '--date', '20261124'], /--date is for a PACS/],
    [['ct', '--write-back'], /--write-back is for a PACS/],
    [['--dicomweb', URL], /one of the two/],
    [['--dicomweb', URL, '--date', '20261124', '--study', '1.2'], /one of the two/],
    [['--dicomweb', URL, '--date', '20261124', 'ct'], /ct is a path/],
    [['--dicomweb', URL, '--date', '2026-11-24'], /no day such as/],
    [['--dicomweb', URL, '--date', '20261124-20261123'], /no day such as/],
    [['--dicomweb', URL, '--date', 'today'], /no day such as/],
    [['--dicomweb', URL, '--study', '../x'], /no Study Instance UID/],
    [['--dicomweb', URL, '--study', '1.2', '--shard', '0/4'], /no share/],
    [['--dicomweb', URL, '--study', '1.2', '--shard', '5/4'], /no share/],
    [['--dicomweb', URL, '--study', '1.2', '--dicom-out', 'o'], /it is --out/],
  ])('are refused: %s', (args, words) => {
    expect(() => parse(...args)).toThrow(
      expect.objectContaining({ code: 'usage', message: expect.stringMatching(words) }),
    );
  });
});

describe('the credentials', () => {
  it('come from the environment, and there are no newer ones there', async () => {
    const ask = authorizationFrom({ ICH_DICOMWEB_AUTHORIZATION: 'Basic abc= ' });
    expect([await ask(false), await ask(true)]).toEqual(['Basic abc=', null]);
    expect(await authorizationFrom({})(false)).toBeNull();
  });

  it('come from a file, which is read anew when they are refused', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'credentials-'));
    const file = join(folder, 'token');
    await writeFile(file, 'Bearer old\n');
    const ask = authorizationFrom({ ICH_DICOMWEB_AUTHORIZATION_FILE: file });
    expect(await ask(false)).toBe('Bearer old');
    await writeFile(file, 'Bearer new\n');
    expect([await ask(false), await ask(true), await ask(false)]).toEqual([
      'Bearer old',
      'Bearer new',
      'Bearer new',
    ]);
    await rm(folder, { recursive: true });
    await expect(ask(true)).rejects.toMatchObject({ code: 'usage' });
  });

  it.each(['secret', 'Basic a\r\nX: y', 'Bearer '])(
    'are refused without being repeated: %j',
    (value) => {
      const make = () => authorizationFrom({ ICH_DICOMWEB_AUTHORIZATION: value });
      expect(make).toThrow(/does not hold/);
      expect(make).not.toThrow(/secret/);
    },
  );
});
