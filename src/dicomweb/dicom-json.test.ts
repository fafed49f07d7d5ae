import { expect, it } from 'vitest';
import { personAt, TAGS, textAt } from './dicom-json.ts';

it('a PACS’s texts hold no signs that turn the text beside them about, as a file’s do not', () => {
  const dataset = {
    [TAGS.patientName]: { vr: 'PN', Value: [{ Alphabetic: 'Doe\u202e^John' }] },
    [TAGS.patientId]: { vr: 'LO', Value: ['\u2066123'] },
  };
  expect(personAt(dataset, TAGS.patientName)).toBe('Doe\ufffd^John');
  expect(textAt(dataset, TAGS.patientId)).toBe('\ufffd123');
});
