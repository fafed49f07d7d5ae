import { expect, it } from 'vitest';
import { decodeFrame } from './decode-frame.ts';
import { aSlice, deflated, EXPLICIT, headerOf, IMPLICIT } from './slice.fixture.ts';

const EIGHT = Uint8Array.of(16, 0, 0, 0, 0, 0, 0, 0);
/** As a file with an Extended Offset Table has it, and other 64-bit values before and within a sequence. */
const rawElements = [
  { tag: '00091001', vr: 'UV', value: EIGHT },
  { tag: '00091002', vr: 'SV', value: EIGHT },
  { tag: '00111003', vr: 'SQ', value: { items: [[{ tag: '00111004', vr: 'UV', value: EIGHT }]] } },
  { tag: '7FE00001', vr: 'OV', value: EIGHT },
  { tag: '7FE00002', vr: 'OV', value: EIGHT },
];

it.each([
  ['explicit', aSlice({ syntax: EXPLICIT, rawElements }), aSlice({ syntax: EXPLICIT })],
  ['implicit', aSlice({ syntax: IMPLICIT, rawElements }), aSlice({ syntax: IMPLICIT })],
  ['deflated', deflated(aSlice({ rawElements })), deflated(aSlice())],
])('a file with values of 64 bits is read as one without them, %s', async (_, file, plain) => {
  expect(headerOf(file)).toEqual(headerOf(plain));
  const [decoded, wanted] = await Promise.all(
    [file, plain].map((each) => decodeFrame(each, headerOf(each))),
  );
  expect(decoded).toMatchObject({ ok: true });
  expect(decoded).toEqual(wanted);
});
