import { useEffect, useEffectEvent, useRef, useState } from 'react';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import { isDialogOpen } from '../settings/use-shortcuts.ts';
import css from './tour.module.css';
import { tourState } from './tour-state.ts';
import { TOUR_STEPS } from './tour-steps.ts';

interface Box {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** How often it looks where its target is: rows glide, panels open. */
const LOOK_MS = 200;
/** The ring stands so far from what it is about. */
const ROOM = 4;

/** The tour: a card with a step, and a ring round what it is about. It is not modal: everything can be tried meanwhile. */
export function Tour({ step }: { readonly step: number }) {
  const app = useApp();
  const card = useRef<HTMLDivElement>(null);
  const last = TOUR_STEPS.length - 1;
  const at = Math.min(step, last);
  const { title, text, target, prepare, now } = TOUR_STEPS[at] ?? {
    title: '',
    text: '',
    target: null,
  };
  const addition = useStore(app.worklist, (list) => now?.(list) ?? '');
  const box = useTarget(target);
  const isThere = target === null || box !== null;

  const go = (next: number): void => {
    app.change({ tourStep: Math.max(0, next) });
    tourState.setState({ step: next > last ? null : Math.max(0, next) });
  };
  const end = (): void => tourState.setState({ step: null });

  // biome-ignore lint/correctness/useExhaustiveDependencies: once a step.
  useEffect(() => {
    void prepare?.(app).catch(() => undefined);
  }, [app, at]);
  // What the step opened may have taken the focus.
  // biome-ignore lint/correctness/useExhaustiveDependencies: once a step, and when its target comes.
  useEffect(() => card.current?.focus(), [at, isThere]);

  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    if (isDialogOpen() || isTyping(event)) return;
    const { key } = event;
    if (!['ArrowRight', 'ArrowLeft', 'Escape'].includes(key)) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    if (key === 'Escape') end();
    else go(at + (key === 'ArrowRight' ? 1 : -1));
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener, true);
    return () => window.removeEventListener('keydown', listener, true);
  }, []);

  const isLow = box !== null && box.top + box.height / 2 > window.innerHeight * 0.6;
  return (
    <>
      {box === null ? null : <div className={css.ring} style={{ ...box }} aria-hidden="true" />}
      <div
        ref={card}
        tabIndex={-1}
        className={classes(css.card, isLow && css.high)}
        role="dialog"
        aria-labelledby="tour-title"
        aria-describedby="tour-text"
        data-testid="tour"
      >
        <p className={css.place}>
          {t('{at} of {count}', { at: at + 1, count: TOUR_STEPS.length })}
        </p>
        <h2 id="tour-title">{title}</h2>
        <p id="tour-text">
          {text} {addition}
        </p>
        <div className={css.acts}>
          <button type="button" className={classes(button.button, button.quiet)} onClick={end}>
            {t('End the tour')}
          </button>
          <span className={css.space} />
          <button
            type="button"
            className={button.button}
            disabled={at === 0}
            onClick={() => go(at - 1)}
          >
            {t('Back')}
          </button>
          <button
            type="button"
            className={classes(button.button, button.primary)}
            onClick={() => go(at + 1)}
          >
            {at === last ? t('Finish') : t('Next')}
          </button>
        </div>
      </div>
    </>
  );
}

const isTyping = ({ target }: KeyboardEvent): boolean =>
  target instanceof Element && target.closest('input, textarea, select') !== null;

/** Where the target of a step is on the screen; null before it is there. */
function useTarget(selector: string | null): Box | null {
  const [box, setBox] = useState<Box | null>(null);
  useEffect(() => {
    const look = (): void => {
      const found = selector === null ? null : document.querySelector(selector);
      const rect = found?.getBoundingClientRect();
      setBox((before) => {
        if (rect === undefined || rect.width === 0) return null;
        const next = {
          left: rect.left - ROOM,
          top: rect.top - ROOM,
          width: rect.width + 2 * ROOM,
          height: rect.height + 2 * ROOM,
        };
        const isSame =
          before !== null &&
          (['left', 'top', 'width', 'height'] as const).every(
            (side) => before[side] === next[side],
          );
        return isSame ? before : next;
      });
    };
    setBox(null);
    look();
    const timer = setInterval(look, LOOK_MS);
    return () => clearInterval(timer);
  }, [selector]);
  return box;
}
