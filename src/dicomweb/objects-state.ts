import { sha256Hex } from '#base';

/** Tells the objects of a study from as many others, which were there before or came in their place: equal for the same SOP Instance UIDs. */
export async function stateOf(sopInstanceUids: Iterable<string>): Promise<string> {
  const text = [...new Set(sopInstanceUids)].sort().join('\n');
  return (await sha256Hex(new TextEncoder().encode(text))).slice(0, 16);
}
