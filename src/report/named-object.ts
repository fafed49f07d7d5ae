import type { Outcome } from '#base';
import { contentUid } from './result-uid.ts';
import type { NewObject } from './written-object.ts';

/** Writes an object under the UIDs that it is given. */
export type Make = (made: NewObject) => Outcome<Uint8Array<ArrayBuffer>>;

/** A DICOM file and its name. */
export interface NamedObject {
  readonly sopInstanceUid: string;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const PLACEHOLDER = '2.25.0';

/**
 * Makes an object twice: without a name, to find its name, and with it. Named by its own bytes and by `about`, what else it depends on:
 * the same content is the same object, whenever it came to be.
 */
export async function namedByContent(
  of: Omit<NewObject, 'instanceUid'> & { readonly about: string },
  make: Make,
): Promise<Outcome<NamedObject>> {
  const { about, ...given } = of;
  const draft = make({ ...given, cameToBe: null, instanceUid: PLACEHOLDER });
  if (!draft.ok) return draft;
  const head = new TextEncoder().encode(about);
  const whole = new Uint8Array(head.length + draft.value.length);
  whole.set(head);
  whole.set(draft.value, head.length);
  const sopInstanceUid = await contentUid(whole);
  const made = make({ ...given, instanceUid: sopInstanceUid });
  return made.ok ? { ok: true, value: { sopInstanceUid, bytes: made.value } } : made;
}
