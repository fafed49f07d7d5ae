import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Where the search for a layout stands. `lines`: how many each layout takes that was tried. */
interface Fit {
  readonly of: string;
  readonly level: number;
  readonly lines: readonly number[];
  readonly settled: boolean;
}

const begun = (of: string): Fit => ({ of, level: 0, lines: [], settled: false });

/** About what each line of controls adds to the height of a row, in CSS pixels. */
const LINE = 34;

/** How many lines a row takes; of one that scrolls sideways, what is not in view counts as one more. */
function linesOf(row: HTMLElement): number {
  const scrolls = [...row.children].some((part) => part.scrollWidth > part.clientWidth + 2);
  return Math.round(row.clientHeight / LINE) + Number(scrolls);
}

/**
 * The roomiest of the layouts 0 to `last` of a row in which it takes one line, found before it is painted and anew where its width or `content`
 * (whatever else decides how long it is) changes; where none does, the roomiest of those that take the fewest.
 */
export function useOneLine(
  row: RefObject<HTMLElement | null>,
  last: number,
  content: string,
): number {
  const [fit, setFit] = useState(() => begun(content));
  const now = fit.of === content ? fit : begun(content);
  const width = useRef(0);
  useLayoutEffect(() => {
    const element = row.current;
    if (element === null || now.settled) return;
    width.current = element.clientWidth;
    const { level } = now;
    const lines = [...now.lines, linesOf(element)];
    if (lines[level] === 1 || level === last) {
      setFit({ ...now, level: lines.indexOf(Math.min(...lines)), settled: true });
    } else {
      setFit({ ...now, level: level + 1, lines });
    }
  });
  useLayoutEffect(() => {
    const element = row.current;
    if (element === null) return;
    const observer = new ResizeObserver(() => {
      if (element.clientWidth === width.current) return;
      width.current = element.clientWidth;
      setFit(({ of }) => begun(of));
    });
    observer.observe(element);
    return () => observer.disconnect();
  }, [row]);
  return now.level;
}
