import dicomParser from 'dicom-parser';

const MODALITY = 'x00080060';

/**
 * The file with a Study Date (YYYYMMDD) and Time (HHMMSS), which the samples lack: a PACS lists its studies by day. Put before the
 * Modality; a file without one, or with a date, stays as it is.
 */
export function dated(bytes: Uint8Array, date: string, time: string): Uint8Array<ArrayBuffer> {
  const { elements } = dicomParser.parseDicom(bytes);
  const next = elements[MODALITY];
  const before = elements.x00080018;
  if (next === undefined || before === undefined || elements.x00080020 !== undefined) {
    return new Uint8Array(bytes);
  }
  const isExplicit = next.vr !== undefined;
  const at = before.dataOffset + before.length;
  const words = new TextEncoder();
  const element = (number: number, vr: string, value: string): number[] => {
    const length = [value.length, 0];
    return [0x08, 0, number, 0]
      .concat(isExplicit ? [...words.encode(vr), ...length] : [...length, 0, 0])
      .concat([...words.encode(value)]);
  };
  const added = [...element(0x20, 'DA', date), ...element(0x30, 'TM', time)];
  const whole = new Uint8Array(bytes.length + added.length);
  whole.set(bytes.subarray(0, at));
  whole.set(added, at);
  whole.set(bytes.subarray(at), at + added.length);
  return whole;
}
