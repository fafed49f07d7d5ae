import { expect, it } from 'vitest';
import { parseTriageOptions } from './options.ts';
import { srFormFrom } from './sr-form.ts';

it('is a Comprehensive SR, or where it is asked for one in three dimensions', () => {
  expect(parseTriageOptions(['ct']).sr).toBe('comprehensive');
  expect(parseTriageOptions(['ct', '--dicom-out', 'x', '--sr', '3d']).sr).toBe('3d');
  const pacs = ['--dicomweb', 'http://127.0.0.1/', '--date', '20261127', '--sr', '3d'];
  expect(parseTriageOptions([...pacs, '--write-back']).sr).toBe('3d');
  expect(parseTriageOptions([...pacs, '--out', 'x']).sr).toBe('3d');
  expect(() => parseTriageOptions(pacs)).toThrow(/--write-back is missing/);
  expect(() => parseTriageOptions(['ct', '--sr', '3d'])).toThrow(/--dicom-out/);
});

it('is none other', () => {
  for (const word of ['', '3D', 'constructor']) {
    expect(() => srFormFrom(word)).toThrow(/comprehensive or 3d/);
  }
});
