import { useEffect, useEffectEvent, useLayoutEffect, useRef, useState } from 'react';
import type { KeyPicture, StudyEntry } from '#store';
import { t } from '#texts';
import { useApp } from '../app-context.ts';
import { grayPixels } from '../parts/gray-pixels.ts';
import css from './key-slice.module.css';

/** The slice that speaks most for blood, small; an empty place where there is none. */
export function KeySlice({ entry }: { readonly entry: StudyEntry }) {
  const app = useApp();
  const canvas = useRef<HTMLCanvasElement>(null);
  const [made, setMade] = useState<{ picture: KeyPicture | null; of: string } | null>(null);
  const ready = app.readyKeyPicture(entry);
  // Not the entry: that is another with all that is heard of a study under way, and a picture would be begun anew each time.
  const id = app.keyPictureId(entry);
  const picture = ready ?? (made?.of === id ? made.picture : null);
  const isReady = ready !== null;
  const latest = useEffectEvent(() => entry);
  useEffect(() => {
    if (isReady || id === null) return;
    const stop = new AbortController();
    void app.keyPicture(latest(), stop.signal).then((drawn) => {
      if (!stop.signal.aborted) setMade({ picture: drawn, of: id });
    });
    return () => stop.abort();
  }, [app, id, isReady]);
  useLayoutEffect(() => {
    if (canvas.current !== null && picture !== null) draw(canvas.current, picture);
  }, [picture]);
  if (picture === null) return <span className={css.place} data-testid="key-slice" />;
  return (
    <canvas
      ref={canvas}
      className={css.place}
      data-testid="key-slice"
      role="img"
      aria-label={t('Key slice {index}', { index: picture.index + 1 })}
      title={t('Slice {index}: the highest probability of any hemorrhage', {
        index: picture.index + 1,
      })}
    />
  );
}

function draw(canvas: HTMLCanvasElement, { pixels, side }: KeyPicture): void {
  canvas.width = side;
  canvas.height = side;
  canvas.getContext('2d')?.putImageData(new ImageData(grayPixels(pixels), side, side), 0, 0);
}
