import { type InstanceIds, readInstanceIds, readTags } from '#dicom';

/** An object of the archive. */
export interface Held extends InstanceIds {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly studyDate: string;
  readonly patientName: string;
  readonly accessionNumber: string;
  readonly studyTime: string;
  readonly description: string;
}

/** A row of the DICOM JSON model. */
export type JsonRow = Record<string, { vr: string; Value?: readonly unknown[] }>;

/** What a PACS keeps, in memory. */
export class Archive {
  readonly #objects = new Map<string, Held>();

  /** Takes a DICOM file; one with a UID that is there already is not taken again, as with Orthanc. False: it is none. */
  add(bytes: Uint8Array<ArrayBuffer>): InstanceIds | null {
    const ids = readInstanceIds(bytes);
    if (!ids.ok) return null;
    const tags = new Map(readTags(bytes).map(({ tag, value }) => [tag, value]));
    const held: Held = {
      ...ids.value,
      bytes,
      studyDate: tags.get('00080020') ?? '',
      patientName: tags.get('00100010') ?? '',
      accessionNumber: tags.get('00080050') ?? '',
      studyTime: tags.get('00080030') ?? '',
      description: tags.get('00081030') ?? '',
    };
    if (!this.#objects.has(held.sopInstanceUid)) this.#objects.set(held.sopInstanceUid, held);
    return ids.value;
  }

  remove(sopInstanceUid: string): void {
    this.#objects.delete(sopInstanceUid);
  }

  /** Files a study under another patient, as after an HL7 merge: list, metadata and objects name the survivor. As long as the former ID. */
  merge(uid: string, from: string, to: string): void {
    for (const { sopInstanceUid, bytes } of this.ofStudy(uid)) {
      const text = Buffer.from(bytes);
      for (let at = text.indexOf(from); at >= 0; at = text.indexOf(from, at + to.length)) {
        text.write(to, at, 'latin1');
      }
      this.remove(sopInstanceUid);
      this.add(new Uint8Array(text));
    }
  }

  ofStudy(uid: string): readonly Held[] {
    return [...this.#objects.values()].filter(({ studyInstanceUid }) => studyInstanceUid === uid);
  }

  /** Whether another patient's object stands in the study: Orthanc then has two studies of one UID, and gives neither. */
  isTorn(uid: string): boolean {
    return new Set(this.ofStudy(uid).map(({ rawPatientId }) => rawPatientId)).size > 1;
  }

  /** A row a study and patient, in the order of arrival. */
  studyRows(): readonly { readonly uid: string; readonly date: string; readonly row: JsonRow }[] {
    const groups = new Map<string, Held[]>();
    for (const held of this.#objects.values()) {
      const key = `${held.studyInstanceUid} ${held.rawPatientId}`;
      groups.set(key, [...(groups.get(key) ?? []), held]);
    }
    return [...groups.values()].map((objects) => {
      const [first] = objects as [Held];
      const modalities = [...new Set(objects.map(({ modality }) => modality))];
      return {
        uid: first.studyInstanceUid,
        date: first.studyDate,
        row: studyRow(first, modalities, objects.length),
      };
    });
  }
}

function studyRow(held: Held, modalities: readonly string[], count: number): JsonRow {
  const { studyDate, studyTime, studyInstanceUid, rawPatientId, patientName } = held;
  const stated = (vr: string, text: string) => ({ vr, ...(text === '' ? {} : { Value: [text] }) });
  return {
    '00080020': stated('DA', studyDate),
    '00080030': stated('TM', studyTime),
    '00080050': stated('SH', held.accessionNumber),
    '00080061': { vr: 'CS', Value: modalities },
    '00081030': stated('LO', held.description),
    '00100010': { vr: 'PN', Value: [{ Alphabetic: patientName }] },
    '00100020': { vr: 'LO', Value: [rawPatientId] },
    '0020000D': { vr: 'UI', Value: [studyInstanceUid] },
    '00201208': { vr: 'IS', Value: [count] },
    // Names another host, as archives behind a proxy do: nobody may follow it.
    '00081190': { vr: 'UR', Value: [`http://pacs.invalid/studies/${studyInstanceUid}`] },
  };
}
