import { useEffect, useState } from 'react';
import { messageOf } from '#base';
import { t, told } from '#texts';
import { useApp } from '../app-context.ts';
import { Badge } from '../parts/badge.tsx';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import { fetchSamples, listSamples, type Sample } from './samples.ts';
import css from './samples-section.module.css';

/** The bundled studies as cards: all at once first, then each with what was painted, and its picture where there is one. */
export function SamplesSection() {
  const app = useApp();
  const [samples, setSamples] = useState<readonly Sample[]>([]);
  const [state, setState] = useState<'idle' | 'loading' | string>('idle');
  useEffect(() => {
    listSamples().then(setSamples, () => setSamples([])); // Without samples the app is whole.
  }, []);
  if (samples.length === 0) return null;
  const load = (chosen: readonly Sample[]) => {
    setState('loading');
    fetchSamples(chosen).then(
      (files) => app.open({ kind: 'files', files }),
      (error: unknown) => setState(told(messageOf(error))),
    );
  };
  return (
    <section className={css.samples} aria-labelledby="samples-title">
      <h2 id="samples-title">
        {t('Try it on samples')} <Badge kind="synthetic">SYNTHETIC</Badge>
      </h2>
      <p className="hint">
        {t(
          'Made by a program, not from patients. The amber line is round the blood that was painted, so that you can see what the model makes of it.',
        )}
      </p>
      <p>
        <button
          type="button"
          className={classes(button.button, button.primary)}
          disabled={state === 'loading'}
          onClick={() => load(samples)}
        >
          {state === 'loading' ? t('Loading') : t('Load all {count}', { count: samples.length })}
        </button>
      </p>
      <ul>
        {samples.map((sample) => (
          <li key={sample.id}>
            <button type="button" className={css.sample} onClick={() => load([sample])}>
              {sample.picture === null ? null : (
                <img src={sample.picture} alt="" width="72" height="72" loading="lazy" />
              )}
              <span className={css.words}>
                <span className={css.title}>{told(sample.title)}</span>
                <span className="hint">{told(sample.description)}</span>
              </span>
            </button>
          </li>
        ))}
      </ul>
      {state === 'idle' || state === 'loading' ? null : <p className="problem">{state}</p>}
    </section>
  );
}
