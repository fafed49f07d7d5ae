import dicomParser from 'dicom-parser';

/**
 * The file with what a PACS needs and the samples lack, as the set does that they imitate: the SOP Class UID of the file meta information in
 * the data set, too (Orthanc takes no file without it by STOW-RS), and a Study Date (YYYYMMDD) and Time (HHMMSS), by which studies are listed. What
 * is there stays as it is.
 */
export function dated(bytes: Uint8Array, date: string, time: string): Uint8Array<ArrayBuffer> {
  const set = dicomParser.parseDicom(bytes);
  const {
    x00080016: sopClass,
    x00080018: instance,
    x00080020: day,
    x00080060: next,
  } = set.elements;
  if (instance === undefined || next === undefined) return new Uint8Array(bytes);
  const isExplicit = next.vr !== undefined;
  // An element's head is as long as its value is far: 8 bytes with a short VR, and without one.
  const start = instance.dataOffset - 8;
  const end = instance.dataOffset + instance.length;
  const uid = set.string('x00020002') ?? '';
  const padded = uid.length % 2 === 0 ? uid : `${uid}\0`;
  const before = sopClass === undefined ? element(isExplicit, 0x16, 'UI', padded) : [];
  const after =
    day === undefined
      ? [...element(isExplicit, 0x20, 'DA', date), ...element(isExplicit, 0x30, 'TM', time)]
      : [];
  const whole = [bytes.subarray(0, start), before, bytes.subarray(start, end), after];
  return new Uint8Array(
    Buffer.concat([...whole, bytes.subarray(end)].map((one) => Buffer.from(one))),
  );
}

/** An element of group 0008, little endian. */
function element(isExplicit: boolean, number: number, vr: string, value: string): number[] {
  const words = new TextEncoder();
  const length = [value.length, 0];
  return [0x08, 0, number, 0]
    .concat(isExplicit ? [...words.encode(vr), ...length] : [...length, 0, 0])
    .concat([...words.encode(value)]);
}
