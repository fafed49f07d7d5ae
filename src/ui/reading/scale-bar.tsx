import { useLayoutEffect, useRef, useState } from 'react';
import { scaleBar } from '#viewport';
import css from './scale-bar.module.css';

/** The scale bar at most, as a part of the pane's width and of its height: the head is no wider than a low pane is high. */
const LONGEST_BAR = { width: 1 / 5, height: 1 / 4 } as const;

/** How long so many millimeters are on an image; nothing where that isn't known. */
export function ScaleBar({ mmPerPixel }: { readonly mmPerPixel: number | null }) {
  const pane = useRef<HTMLDivElement>(null);
  const [most, setMost] = useState(0);
  useLayoutEffect(() => {
    if (pane.current === null) return;
    const observer = new ResizeObserver(([entry]) => {
      const { width = 0, height = 0 } = entry?.contentRect ?? {};
      setMost(Math.min(LONGEST_BAR.width * width, LONGEST_BAR.height * height));
    });
    observer.observe(pane.current);
    return () => observer.disconnect();
  }, []);
  const bar = scaleBar(mmPerPixel, most);
  return (
    <div ref={pane} className={css.pane}>
      {bar === null ? null : (
        <span className={css.scale} data-testid="scale-bar" style={{ width: bar.length }}>
          <span className={css.words} data-burn="text">
            {bar.mm} mm
          </span>
          <span className={css.bar} data-burn="bar" />
        </span>
      )}
    </div>
  );
}
