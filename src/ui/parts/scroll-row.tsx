import { type ReactNode, useCallback, useEffect, useRef, useState } from 'react';
import { t } from '#texts';
import css from './scroll-row.module.css';

/** What is not in view of a row that scrolls: anything before, anything after. */
interface Hidden {
  readonly before: boolean;
  readonly after: boolean;
}

const NOTHING: Hidden = { before: false, after: false };
/** Of what is in view, so much goes out at a press: the last tool that was seen is seen still. */
const PART = 0.75;

/**
 * Controls in a row that scrolls sideways in a small window, with a button at each end where something is hidden there. Elsewhere they are laid out
 * as if it were not there.
 */
export function ScrollRow({ children }: { readonly children: ReactNode }) {
  const row = useRef<HTMLDivElement>(null);
  const [hidden, setHidden] = useState(NOTHING);
  const look = useCallback(() => {
    const element = row.current;
    if (element === null) return;
    const { scrollLeft, clientWidth, scrollWidth } = element;
    const before = scrollLeft > 2;
    const after = scrollLeft + clientWidth < scrollWidth - 2;
    setHidden((was) => (was.before === before && was.after === after ? was : { before, after }));
  }, []);
  useEffect(() => {
    const element = row.current;
    if (element === null) return;
    const observer = new ResizeObserver(look);
    observer.observe(element);
    for (const child of element.children) observer.observe(child);
    return () => observer.disconnect();
  }, [look]);
  const scroll = (direction: 1 | -1) => {
    const element = row.current;
    element?.scrollBy({ left: direction * PART * element.clientWidth });
  };
  return (
    <>
      {hidden.before ? (
        <button type="button" className={css.cue} onClick={() => scroll(-1)}>
          <span aria-hidden="true">‹</span>
          <span className="visually-hidden">{t('Tools before these')}</span>
        </button>
      ) : null}
      <div ref={row} className={css.row} onScroll={look} data-testid="scroll-row">
        {children}
      </div>
      {hidden.after ? (
        <button type="button" className={css.cue} onClick={() => scroll(1)}>
          <span aria-hidden="true">›</span>
          <span className="visually-hidden">{t('More tools')}</span>
        </button>
      ) : null}
    </>
  );
}
