import type { Reason } from '#base';
import type { LeftOut } from './state.ts';

/** How many of these were not given at all: a DICOMDIR names them. */
export const missingAmong = (leftOut: readonly LeftOut[]): number =>
  leftOut.filter(({ reason }) => reason.code === 'file-missing').length;

/** Left-out files counted by reason, the most frequent first. */
export function leftOutByReason(
  leftOut: readonly LeftOut[],
): readonly { readonly reason: Reason; readonly paths: readonly string[] }[] {
  const groups = new Map<string, { reason: Reason; paths: string[] }>();
  for (const { path, reason } of leftOut) {
    const name = `${reason.code} ${reason.text}`;
    const group = groups.get(name);
    if (group === undefined) groups.set(name, { reason, paths: [path] });
    else group.paths.push(path);
  }
  return [...groups.values()].sort((a, b) => b.paths.length - a.paths.length);
}
