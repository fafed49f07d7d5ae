import { KIND_IDS, type KindId } from '#measure';
import type { ReadingTool, ShortcutId } from '#store';

/** The key of each kind of measurement. */
export const MEASURE_KEYS: Readonly<Record<KindId, ShortcutId>> = {
  length: 'measure',
  probe: 'measure-probe',
  angle: 'measure-angle',
  ellipse: 'measure-ellipse',
  abc2: 'measure-abc2',
  midline: 'measure-midline',
};

/** The kind that a tool measures; null where it measures nothing. */
export const kindOf = (tool: ReadingTool): KindId | null =>
  KIND_IDS.find((kind) => kind === tool) ?? null;
