const modified = (blob: Blob): number | null => (blob instanceof File ? blob.lastModified : null);

/**
 * Whether two files of the same slice differ. Those of one size and one time of change are taken for the same unread, so that a folder
 * of hundreds costs nothing when it is given again; where the first can't be read any more, it was changed.
 */
export async function isOtherFile(first: Blob, second: Blob): Promise<boolean> {
  if (first.size !== second.size) return true;
  const time = modified(first);
  if (time !== null && time === modified(second)) return false;
  try {
    const [one, other] = await Promise.all([first.arrayBuffer(), second.arrayBuffer()]);
    const bytes = new Uint8Array(other);
    return new Uint8Array(one).some((byte, at) => byte !== bytes[at]);
  } catch {
    return true;
  }
}
