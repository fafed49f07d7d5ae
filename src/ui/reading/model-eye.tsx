import { useEffect, useRef, useState } from 'react';
import { isAbort, messageOf } from '#base';
import type { SliceInput } from '#store';
import { figures, t, told } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { classes } from '../parts/classes.ts';
import { channelPixels } from './channel-pixels.ts';
import css from './model-eye.module.css';
import type { OpenStudy } from './use-open-study.ts';

/** The exact tensor that the model is given of this slice, channel by channel. */
export function ModelEye({ open }: { readonly open: OpenStudy }) {
  const app = useApp();
  const engine = useStore(app.engine, (state) => state);
  const { study, series, slice } = open;
  const [input, setInput] = useState<SliceInput | string | null>(null);
  useEffect(() => {
    const stop = new AbortController();
    app.modelInput(study, series, slice, stop.signal).then(setInput, (error: unknown) => {
      if (!isAbort(error)) setInput(messageOf(error));
    });
    return () => stop.abort();
  }, [app, study, series, slice]);
  if (engine.phase !== 'ready') return <p className={css.modelEye}>{t('No model is loaded.')}</p>;
  const { preprocess } = engine.manifest;
  return (
    <section className={css.modelEye} aria-label={t('What the model sees')}>
      <h3>
        {t('What the model sees: slice {slice}, {size} × {size},', {
          slice: slice + 1,
          size: preprocess.size,
        })}{' '}
        <span className={classes('mono', css.hash)}>{engine.preprocessHash}</span>
      </h3>
      {typeof input === 'string' ? <p className="problem">{told(input)}</p> : null}
      {input === null || typeof input === 'string' ? null : (
        <div className={css.channels}>
          {preprocess.channels.map((channel, index) => (
            // biome-ignore lint/suspicious/noArrayIndexKey: channels are their place.
            <figure key={index}>
              <Channel
                input={input}
                channel={index}
                scale={preprocess.scale[index] ?? 1}
                shift={preprocess.shift[index] ?? 0}
              />
              <figcaption>
                {`${channel.width}/${figures(channel.center)} HU${offsetText(channel.sliceOffset)}`}
              </figcaption>
            </figure>
          ))}
        </div>
      )}
      <p className="hint">
        {preprocess.crop === 'head'
          ? t(
              'Cropped to the head, fixed HU windows, resized; these are the values themselves, not a picture of them.',
            )
          : t(
              'Whole slice, fixed HU windows, resized; these are the values themselves, not a picture of them.',
            )}
      </p>
    </section>
  );
}

function offsetText(offset: -1 | 0 | 1): string {
  if (offset === 0) return '';
  return offset < 0 ? t(', slice below') : t(', slice above');
}

function Channel(props: {
  readonly input: SliceInput;
  readonly channel: number;
  readonly scale: number;
  readonly shift: number;
}) {
  const { input, channel, scale, shift } = props;
  const canvas = useRef<HTMLCanvasElement>(null);
  useEffect(() => {
    const context = canvas.current?.getContext('2d');
    if (context === null || context === undefined) return;
    const pixels = channelPixels(input, channel, scale, shift);
    context.putImageData(new ImageData(pixels, input.size, input.size), 0, 0);
  }, [input, channel, scale, shift]);
  return <canvas ref={canvas} width={input.size} height={input.size} />;
}
