import { useEffect, useState } from 'react';
import type { ImageLine, SliceImages, Viewport } from '#viewport';
import { useApp, useStore } from '../app-context.ts';
import { useShortcuts } from '../settings/use-shortcuts.ts';

/** The lines of one series by slice, in memory only, and the one that is being drawn. */
interface Measured {
  readonly lines: ReadonlyMap<number, readonly ImageLine[]>;
  readonly growing: ImageLine | null;
}

const NOTHING: Measured = { lines: new Map(), growing: null };

/** What is measured on the slice that is shown, and who takes the lines that the viewport tells of. */
export interface Measuring {
  readonly lines: readonly ImageLine[];
  readonly growing: ImageLine | null;
  readonly onLine: (shown: number | null, line: ImageLine | null, done: boolean) => void;
}

/** Keeps the lines of a series. Undo takes the last of the slice back while the tool is up; Escape takes those of the slice away and puts the tool down. */
export function useMeasuring(
  images: SliceImages | null,
  shown: number | null,
  viewport: Viewport | null,
): Measuring {
  const app = useApp();
  const on = useStore(app.reading, (state) => state.measuring);
  const [{ lines, growing }, setMeasured] = useState(NOTHING);
  // biome-ignore lint/correctness/useExhaustiveDependencies: other images have no lines yet.
  useEffect(() => setMeasured(NOTHING), [images]);
  useEffect(() => viewport?.setTool(on ? 'measure' : 'window'), [viewport, on]);

  const here = shown === null ? [] : (lines.get(shown) ?? []);
  const clear = () => {
    app.toggle('measuring', false);
    setMeasured((now) => ({ ...now, lines: without(now.lines, shown) }));
  };
  const takeBack = () => setMeasured((now) => ({ ...now, lines: withoutLast(now.lines, shown) }));
  const worthClearing = on || here.length > 0;
  useShortcuts(
    {
      measure: () => app.toggle('measuring'),
      ...(worthClearing ? { close: clear } : {}),
      ...(on && here.length > 0 ? { undo: takeBack } : {}),
    },
    { first: true },
  );
  return {
    lines: here,
    growing,
    onLine: (slice, line, done) =>
      setMeasured((now) =>
        line !== null && done && slice !== null
          ? { lines: withLine(now.lines, slice, line), growing: null }
          : { ...now, growing: line },
      ),
  };
}

const withLine = (lines: Measured['lines'], slice: number, line: ImageLine): Measured['lines'] =>
  new Map(lines).set(slice, [...(lines.get(slice) ?? []), line]);

const withoutLast = (lines: Measured['lines'], slice: number | null): Measured['lines'] =>
  slice === null ? lines : new Map(lines).set(slice, (lines.get(slice) ?? []).slice(0, -1));

const without = (lines: Measured['lines'], slice: number | null): Measured['lines'] =>
  new Map([...lines].filter(([at]) => at !== slice));
