import { useEffect, useRef, useState } from 'react';
import { isAbort, type Label, messageOf } from '#base';
import { fixed, t, told } from '#texts';
import type { SliceImages } from '#viewport';
import { classes } from '../parts/classes.ts';
import css from './evidence-tile.module.css';

/** A slice as a small picture with its number and probability; a click shows it. */
export function EvidenceTile(props: {
  readonly images: SliceImages | null;
  readonly index: number;
  readonly label: Label;
  readonly probability: number;
  readonly current: boolean;
  readonly onOpen: () => void;
}) {
  const { images, index, label, probability, current, onOpen } = props;
  const { canvas, problem, drawn } = useSmallPicture(images, index);
  const name = t('Slice {index}, {label} {probability}', {
    index: index + 1,
    label: told(label),
    probability: fixed(probability, 2),
  });
  return (
    <button
      type="button"
      className={css.evidenceTile}
      data-testid="evidence-tile"
      aria-current={current ? 'true' : undefined}
      title={problem ?? undefined}
      onClick={onOpen}
    >
      <span
        className={classes(css.tileImage, drawn && css.drawn)}
        data-testid="tile-image"
        data-drawn={drawn}
      >
        <canvas
          ref={canvas}
          role="img"
          aria-label={problem === null ? name : t('{name}, can’t be drawn', { name })}
        />
        {problem === null ? null : (
          <span className={css.tileProblem} aria-hidden="true">
            {t('Can’t be drawn')}
          </span>
        )}
      </span>
      <span className={css.tileCaption} aria-hidden="true">
        <span>{index + 1}</span>
        <span className="hint">{fixed(probability, 2)}</span>
      </span>
    </button>
  );
}

type Picture = 'waiting' | 'drawn' | { readonly problem: string };

/** Draws a slice into a canvas once it is scrolled to. Another series clears it first. */
function useSmallPicture(images: SliceImages | null, index: number) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const [picture, setPicture] = useState<Picture>('waiting');
  useEffect(() => {
    const element = canvas.current;
    if (element === null || images === null) return;
    const stop = new AbortController();
    const failed = (error: unknown) => {
      if (!isAbort(error)) setPicture({ problem: messageOf(error) });
    };
    const observer = new IntersectionObserver((seen) => {
      if (!seen.some(({ isIntersecting }) => isIntersecting)) return;
      observer.disconnect();
      images.drawSmall(index, element, stop.signal).then(() => setPicture('drawn'), failed);
    });
    observer.observe(element);
    return () => {
      observer.disconnect();
      stop.abort();
      element.width = 0; // Takes the pixels away.
      setPicture('waiting');
    };
  }, [images, index]);
  return {
    canvas,
    drawn: picture === 'drawn',
    problem: typeof picture === 'object' ? picture.problem : null,
  };
}
