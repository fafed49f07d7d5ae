import { expect, it } from 'vitest';
import { planOf } from './plan.ts';

it('counts rooms, their tests, their largest file and the arrows between them', () => {
  const plan = planOf([
    { path: 'src/dicom/a/b.ts', text: "import { x } from '#base';\nimport { y } from './c.ts';\n" },
    { path: 'src/dicom/a/c.ts', text: "import { z } from '../../base/z.ts';\n" },
    { path: 'src/dicom/a/c.test.ts', text: "import { fixture } from '#imaging';\n" },
    { path: 'src/base/z.ts', text: "import { resize } from 'fflate';\n\n\n" },
  ]);
  expect(plan).toEqual([
    {
      name: 'base',
      folders: 1,
      files: 1,
      lines: 3,
      tests: 0,
      largest: { path: 'src/base/z.ts', lines: 3 },
      uses: [],
    },
    {
      name: 'dicom',
      folders: 1,
      files: 2,
      lines: 3,
      tests: 1,
      largest: { path: 'src/dicom/a/b.ts', lines: 2 },
      uses: [{ room: 'base', imports: 2 }],
    },
  ]);
});
