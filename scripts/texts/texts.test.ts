import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { HEMORRHAGE_TYPES } from '../../src/base/index.ts';
import { SHORTCUTS } from '../../src/store/settings/shortcuts.ts';
import { germanOf } from '../../src/texts/german/core/told.ts';
import * as german from '../../src/texts/german/texts.ts';
import { verdictWords } from '../../src/verdicts/index.ts';
import { ALLOWED, ALLOWED_IN } from './allowed.ts';
import { findTexts } from './find-texts.ts';
import { NOT_YET } from './not-yet.ts';

const files = (...patterns: readonly string[]): readonly string[] =>
  execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard', ...patterns])
    .toString()
    .trim()
    .split('\n')
    .filter((file) => !/\.test\.|\.fixture\./.test(file) && existsSync(file));

const isAllowed = (path: string, text: string): boolean =>
  ALLOWED.has(text) || (ALLOWED_IN[path] ?? []).includes(text);

const sources = files('src/ui/*.ts', 'src/ui/*.tsx', 'src/store/*.ts').map((path) => ({
  path,
  ...findTexts(path, readFileSync(path, 'utf8')),
}));
const screen = sources.filter(({ path }) => path.startsWith('src/ui/'));
const pages = files('src/report/*-page.ts', 'src/validation/*.ts').map((path) =>
  findTexts(path, readFileSync(path, 'utf8')),
);
const storeSources = files('src/store/*.ts')
  .map((path) => readFileSync(path, 'utf8'))
  .join('\n');
const texts: ReadonlyMap<string, string> = new Map(Object.entries(german.GERMAN));

describe('the texts of the screen', () => {
  it('are all in the catalog', () => {
    const loose = screen
      .filter(({ path }) => !NOT_YET.some((room) => path.startsWith(room)))
      .flatMap(({ path, loose: found }) =>
        found
          .filter(({ text }) => !isAllowed(path, text))
          .map(({ line, text }) => `${path}:${line}: ${text}`),
      );
    expect(loose).toEqual([]);
  });

  it('are named as not there yet where they are not, and only there', () => {
    const idle = NOT_YET.filter(
      (room) =>
        !screen.some(
          ({ path, loose }) =>
            path.startsWith(room) && loose.some(({ text }) => !isAllowed(path, text)),
        ),
    );
    expect(idle).toEqual([]);
  });

  it('are allowed to stay as they are only where they stand', () => {
    const idle = Object.entries(ALLOWED_IN).flatMap(([path, allowed]) => {
      const here = new Set(screen.find((one) => one.path === path)?.loose.map(({ text }) => text));
      return allowed.filter((text) => !here.has(text)).map((text) => `${path}: ${text}`);
    });
    expect(idle).toEqual([]);
  });

  it('are found wherever they stand', () => {
    const found = findTexts(
      'x.tsx',
      `const WORDS = { a: 'Two words' };
       export const X = ({ n, on }) => (
         <p title="Title" aria-label={on ? 'on' : \`off \${n}\`} className="quiet words" data-x="More words">
           Text {n} <b>{on && 'bold'}</b> {t('In the catalog')} {on ? 'yes' : null}
         </p>
       );`,
    );
    expect(found.loose.map(({ text }) => text)).toEqual([
      'Two words',
      'Title',
      'on',
      'off {}',
      'Text',
      'bold',
      'yes',
    ]);
    expect(found.used.map(({ text }) => text)).toEqual(['In the catalog']);
  });
});

const holesOf = (text: string): readonly string[] =>
  [...new Set([...text.matchAll(/\{(\w+)\}/g)].map(([, name]) => name ?? ''))].sort();

describe('the German catalog', () => {
  it('has no text that nothing says', () => {
    const used = new Set(
      [...sources, ...pages].flatMap(({ used: uses }) => uses.map(({ text }) => text)),
    );
    expect([...texts.keys()].filter((text) => !used.has(text))).toEqual([]);
  });

  it('fills each hole, and has a form for one and one for more where English has', () => {
    const wrong = [...texts].filter(([english, text]) => {
      const forms = text.split(' | ');
      return (
        forms.length !== english.split(' | ').length ||
        forms.some((form) => holesOf(form).join() !== holesOf(english).join())
      );
    });
    expect(wrong).toEqual([]);
  });

  it('leaves no text in English by an oversight', () => {
    const same = [...texts].filter(([english, text]) => english === text).map(([text]) => text);
    expect(same.filter((text) => !SAME_IN_BOTH.has(text))).toEqual([]);
  });

  it('never says normal, negative or without findings', () => {
    const bad = /\b(unauffällig|normal|negativ|o\. ?B\.|gesund|ausgeschlossen)/i;
    expect([...texts.values()].filter((text) => bad.test(text))).toEqual([]);
  });

  it('says the banner whole', () => {
    expect(texts.get('Research software, not a medical device.')).toBe(
      'Forschungssoftware, kein Medizinprodukt.',
    );
  });
});

describe('what is told in German', () => {
  it('has every key’s name and group', () => {
    const words = new Set(SHORTCUTS.flatMap(({ label, group }): string[] => [label, group]));
    expect([...words].filter((text) => germanOf(text) === null)).toEqual([]);
    // The site may have other windows.
    expect(germanOf('Narrow stroke window 91/-35')).toBe('Enges Schlaganfallfenster 91/-35');
  });

  it('has every verdict, also of earlier versions', () => {
    const types = [[], ['subdural'], HEMORRHAGE_TYPES] as const;
    const said = [
      ...types.map((some) => verdictWords({ kind: 'hemorrhage', types: some, asFlagged: false })),
      ...(['none', 'unsure', 'agree', 'disagree'] as const).map((kind) => verdictWords({ kind })),
    ];
    expect(said.filter((text) => germanOf(text) === null)).toEqual([]);
    expect(germanOf('hemorrhage: SDH, SAH')).toBe('Blutung: SDH, SAH');
  });

  it.each([
    'Hidden',
    'Paused',
    'Read blind: in order of arrival; the result is hidden until you reveal it',
    'the result is hidden until you reveal it',
    'Its result is hidden: give your verdict and reveal it first.',
  ])('has what stands for a hidden result: %s', (text) => {
    expect(germanOf(text)).not.toBeNull();
    expect(storeSources).toContain(text);
  });
});

/** Words that German took over. */
const SAME_IN_BOTH: ReadonlySet<string> = new Set([
  'Test',
  'Download',
  'Alarm',
  'Median',
  'Engine',
  'Version',
  'Zoom',
  'Acc {number}',
  'n = {count}{unsure}',
  'Name',
  'Labels (CSV) …',
  'Labels',
  'Zoom {zoom} %',
  '{minutes} min',
  '{hours} h',
  'Sagittal',
  'Subdural',
  'Stroke',
  'Stroke 8',
  'Fossa',
  'Slab',
  'Maximum',
  'Accession',
  'Scanner',
  'Kernel',
  'Info',
  'Tag',
  'Cine',
  'Auto',
  'Standard',
]);
