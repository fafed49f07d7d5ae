import dicomParser from 'dicom-parser';

type Elements = Readonly<
  Record<
    string,
    { readonly dataOffset: number; readonly length: number; readonly vr?: string | undefined }
  >
>;

/** VRs whose explicit head is 12 bytes long; others have 8, and so has every element without a VR. */
const LONG = ['OB', 'OD', 'OF', 'OL', 'OV', 'OW', 'SQ', 'SV', 'UC', 'UN', 'UR', 'UT', 'UV'];

/**
 * The file with what a PACS needs and the samples lack, as the set does that they imitate: the SOP Class UID of the file meta information in
 * the data set, too (Orthanc takes no file without it by STOW-RS), and a Study Date (YYYYMMDD) and Time (HHMMSS), by which studies are listed. What
 * is there stays as it is; with `anyway` a date and a time that are there give way. Little endian, not deflated.
 */
export function dated(
  bytes: Uint8Array,
  date: string,
  time: string,
  { anyway = false } = {},
): Uint8Array<ArrayBuffer> {
  const set = dicomParser.parseDicom(bytes, { untilTag: 'x00200000' });
  const elements = set.elements as Elements;
  const { x00080018: instance, x00080060: modality } = elements;
  if (instance === undefined || modality === undefined) return new Uint8Array(bytes);
  const isExplicit = modality.vr !== undefined;
  const uid = set.string('x00020002') ?? '';
  const wanted = [
    { number: 0x16, vr: 'UI', value: uid.length % 2 === 0 ? uid : `${uid}\0`, anyway: false },
    { number: 0x20, vr: 'DA', value: date, anyway },
    { number: 0x30, vr: 'TM', value: time, anyway },
  ];
  const pieces: Uint8Array[] = [];
  let at = 0;
  for (const one of wanted) {
    const tag = `x000800${one.number.toString(16)}`;
    const former = elements[tag];
    if (former !== undefined && former.length > 0 && !one.anyway) continue;
    const start = startOf(elements, tag, isExplicit);
    pieces.push(bytes.subarray(at, start), element(isExplicit, one.number, one.vr, one.value));
    at = former === undefined ? start : former.dataOffset + former.length;
  }
  return new Uint8Array(Buffer.concat([...pieces, bytes.subarray(at)]));
}

/** Where an element begins, or would, if it were there. */
function startOf(elements: Elements, tag: string, isExplicit: boolean): number {
  const [next] = Object.entries(elements)
    .filter(([other]) => other >= tag)
    .sort(([one], [other]) => (one < other ? -1 : 1));
  if (next === undefined) throw new Error(`nothing stands behind ${tag}`);
  const [, { dataOffset, vr = '' }] = next;
  return dataOffset - (isExplicit && LONG.includes(vr) ? 12 : 8);
}

/** An element of group 0008, little endian. */
function element(isExplicit: boolean, number: number, vr: string, value: string): Uint8Array {
  const words = new TextEncoder();
  const length = [value.length, 0];
  return new Uint8Array(
    [0x08, 0, number, 0]
      .concat(isExplicit ? [...words.encode(vr), ...length] : [...length, 0, 0])
      .concat([...words.encode(value)]),
  );
}
