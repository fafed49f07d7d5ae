import { readFileSync } from 'node:fs';
import { expect, it } from 'vitest';
import type { RawElement } from './dataset.ts';
import { EMPTIED, FREE_TEXTS, KEPT_VRS, MAPPED_UIDS } from './deidentified-attributes.ts';
import { deidentifier } from './deidentify.ts';
import { DICTIONARY } from './dictionary.ts';
import { rawText } from './raw-text.fixture.ts';
import { readTags } from './read-tags.ts';
import { aSlice } from './slice.fixture.ts';

/** Tag, keyword and what becomes of it, as docs/deidentification.md says. */
const ROWS = [
  ...readFileSync('docs/deidentification.md', 'utf8').matchAll(
    /^\| \(([0-9A-F]{4}),([0-9A-F]{4})\) \| (\w+) \| (.*) \|$/gm,
  ),
].map(([, group, element, keyword, becomes]) => ({ tag: `${group}${element}`, keyword, becomes }));

const tagsOf = (becomes: string) =>
  ROWS.filter((row) => row.becomes === becomes).map(({ tag }) => tag);

it('the table of what becomes of each attribute says what the code does', () => {
  const free = [...FREE_TEXTS].sort();
  const kept = [...KEPT_VRS.keys(), '7FE00010'].filter((tag) => !FREE_TEXTS.has(tag)).sort();
  expect(tagsOf('kept')).toEqual(kept);
  expect(tagsOf('kept, or emptied')).toEqual(free);
  expect(tagsOf('another UID')).toEqual([...MAPPED_UIDS].sort());
  expect(tagsOf('emptied')).toEqual(EMPTIED.map(([tag]) => tag).sort());
  expect(tagsOf('PATIENT-1, -2, ...')).toEqual(['00100010', '00100020']);
  expect(tagsOf('added')).toEqual(['00120062', '00120063', '00120064', '00280303']);
  expect(new Set(ROWS.map(({ tag }) => tag)).size).toBe(ROWS.length);
});

it('the table names each attribute as the dictionary does', () => {
  const keywords = new Map<string, string>(
    Object.entries(DICTIONARY).map(([keyword, [tag]]) => [tag, keyword]),
  );
  expect(ROWS.filter(({ tag, keyword }) => (keywords.get(tag) ?? keyword) !== keyword)).toEqual([]);
});

it('of a file with every attribute that is known, nothing comes out that is not in the table', () => {
  const own = new Set(readTags(aSlice()).map(({ tag }) => tag));
  const isText = (vr: string) => !/^(?:SQ|O.*|U[LS].*|[FS][LS])$/.test(vr);
  const every: readonly RawElement[] = Object.values(DICTIONARY)
    .filter(([tag, vr]) => !own.has(tag) && tag > '0008' && tag < '7FE0' && isText(vr))
    .map(([tag, vr]) => rawText(tag, vr, '1'));
  expect(every.length).toBeGreaterThan(60);
  const outcome = deidentifier()(aSlice({ rawElements: every }));
  if (!outcome.ok) throw new Error(outcome.reason.text);
  const left = readTags(outcome.value.bytes)
    .map(({ tag }) => tag)
    .filter((tag) => tag > '0008');
  const told = new Set(ROWS.map(({ tag }) => tag));
  expect(left.length).toBeGreaterThan(40);
  expect(left.filter((tag) => !told.has(tag))).toEqual([]);
  const always = ROWS.filter(({ becomes }) => /^(?:emptied|added|PATIENT.*)$/.test(becomes ?? ''));
  expect(always.filter(({ tag }) => !left.includes(tag))).toEqual([]);
});
