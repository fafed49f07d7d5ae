import { readTags } from '#dicom';
import type { Held, JsonRow } from './archive.ts';

/** Of which a value is one text, and of which it is one or more numbers. */
const TEXTS = new Set(['AE', 'AS', 'CS', 'DA', 'LO', 'LT', 'SH', 'ST', 'TM', 'UI']);
const NUMBERS = new Set(['DS', 'IS', 'SS', 'US']);

/** What is in an object besides its pixels, in the DICOM JSON model: texts, names and numbers, as far as a reader of it wants them. */
export function metadataOf({ bytes, rawPatientId }: Held): JsonRow {
  const row: JsonRow = {};
  for (const { tag, vr, value } of readTags(bytes)) {
    if (tag.startsWith('0002') || value === '') continue;
    const values = value.split('\\');
    if (NUMBERS.has(vr)) row[tag] = { vr, Value: values.map(Number) };
    else if (TEXTS.has(vr)) row[tag] = { vr, Value: values };
    else if (vr === 'PN') row[tag] = { vr, Value: [{ Alphabetic: value }] };
  }
  row['00100020'] = { vr: 'LO', ...(rawPatientId === '' ? {} : { Value: [rawPatientId] }) };
  return row;
}
