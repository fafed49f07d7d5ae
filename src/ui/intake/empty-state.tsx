import { useEffect, useState } from 'react';
import { messageOf } from '#base';
import { useApp, useStore } from '../app-context.ts';
import { Badge } from '../parts/badge.tsx';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import css from './empty-state.module.css';
import { FilePickers } from './file-pickers.tsx';
import { fetchSamples, listSamples, type Sample } from './samples.ts';

/** What one sees before the first drop. */
export function EmptyState() {
  return (
    <div className={css.room}>
      <div className={css.empty}>
        <div className={css.dropZone}>
          <svg viewBox="0 0 120 96" className={css.dropPicture} aria-hidden="true">
            <rect x="14" y="10" width="56" height="72" rx="5" />
            <rect x="26" y="14" width="56" height="72" rx="5" />
            <rect x="38" y="18" width="56" height="72" rx="5" />
            <path d="M66 32c-11 0-18 9-18 21s8 22 18 22s18-10 18-22s-7-21-18-21z" />
            <path
              d="M76 42c-8 1-12 5.500-12 11s4 10 12 11c-3.500-3-5-6.500-5-11s1.500-8 5-11z"
              className={css.mark}
            />
          </svg>
          <h2>Drop head CT studies here</h2>
          <p>Files, folders or ZIPs, anywhere on this window. DICOM of any common compression.</p>
          <div className={css.pickers}>
            <FilePickers />
          </div>
          <p className="hint">
            Everything is read and analyzed in this tab. <WhatIsSent />
          </p>
        </div>
        <Samples />
      </div>
    </div>
  );
}

/** What leaves the tab, and at whose word. */
function WhatIsSent() {
  const { pacs } = useApp();
  const site = useStore(pacs, (state) => state.site);
  if (site.kind !== 'there' || !site.store) return 'No image and no name is sent anywhere.';
  return site.always
    ? 'Results of studies from the PACS go back to it by themselves; nothing else is sent anywhere.'
    : 'Results go back to the PACS at your click alone; nothing else is sent anywhere.';
}

function Samples() {
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
      (error: unknown) => setState(messageOf(error)),
    );
  };
  return (
    <section className={css.samples} aria-labelledby="samples-title">
      <h2 id="samples-title">
        Or try samples <Badge kind="synthetic">SYNTHETIC</Badge>
      </h2>
      <p className="hint">Made by a program, not from patients.</p>
      <p>
        <button
          type="button"
          className={classes(button.button, button.primary)}
          disabled={state === 'loading'}
          onClick={() => load(samples)}
        >
          {state === 'loading' ? 'Loading' : `Load all ${samples.length}`}
        </button>
      </p>
      <ul>
        {samples.map((sample) => (
          <li key={sample.id}>
            <button type="button" className={css.sample} onClick={() => load([sample])}>
              <span className={css.title}>{sample.title}</span>
              <span className="hint">{sample.description}</span>
            </button>
          </li>
        ))}
      </ul>
      {state === 'idle' || state === 'loading' ? null : <p className="problem">{state}</p>}
    </section>
  );
}
