import { useState } from 'react';
import type { Guard, OfflineState } from '#guard';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import css from './privacy-dialog.module.css';
import { useNow } from './use-now.ts';

const PHASES: Readonly<Record<OfflineState['phase'], string>> = {
  none: 'Not kept in this browser: it needs the network, or the server, at the next start.',
  keeping: 'Being kept in this browser.',
  kept: 'Kept in this browser, each file checked by its SHA-256: works with the network down.',
  failed: 'Could not be kept in this browser: it needs the network at the next start.',
};

/** Which version runs, whether it works offline, and the one that is offered. */
export function VersionSection({ offline }: { readonly offline: Guard['offline'] }) {
  const { phase, version, offered, problem } = useNow(offline);
  const [later, setLater] = useState(false);
  return (
    <section>
      <h3>Version</h3>
      <p data-testid="version">
        {version === null ? null : <span className="mono">{version}. </span>}
        {PHASES[phase]}
      </p>
      {problem === null ? null : <p className="problem">A version was not taken: {problem}.</p>}
      {offered === null ? null : (
        <div className={css.offer} data-testid="offer">
          <p>
            Version <span className="mono">{offered}</span> is here and checked. Taking it loads all
            tabs of the app anew and closes their studies. Nothing changes until then.
          </p>
          {later ? (
            <p className="hint">Kept for later.</p>
          ) : (
            <p className={css.actions}>
              <button
                type="button"
                className={classes(button.button, button.primary)}
                onClick={offline.take}
              >
                Take it now
              </button>
              <button
                type="button"
                className={classes(button.button, button.quiet)}
                onClick={() => setLater(true)}
              >
                Later
              </button>
            </p>
          )}
        </div>
      )}
    </section>
  );
}
