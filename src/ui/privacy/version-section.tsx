import { useState } from 'react';
import type { Guard, OfflineState } from '#guard';
import { t, told } from '#texts';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import css from './privacy-dialog.module.css';
import { useNow } from './use-now.ts';

const PHASES: Readonly<Record<OfflineState['phase'], string>> = {
  get none() {
    return t('Not kept in this browser: it needs the network, or the server, at the next start.');
  },
  get keeping() {
    return t('Being kept in this browser.');
  },
  get kept() {
    return t(
      'Kept in this browser, each file checked by its SHA-256: works with the network down.',
    );
  },
  get failed() {
    return t('Could not be kept in this browser: it needs the network at the next start.');
  },
};

/** Which version runs, whether it works offline, and the one that is offered. */
export function VersionSection({ offline }: { readonly offline: Guard['offline'] }) {
  const { phase, version, offered, problem } = useNow(offline);
  const [later, setLater] = useState(false);
  return (
    <section>
      <h3>{t('Version')}</h3>
      <p data-testid="version">
        {version === null ? null : <span className="mono">{version}. </span>}
        {PHASES[phase]}
      </p>
      {problem === null ? null : (
        <p className="problem">
          {t('A version was not taken: {problem}.', { problem: told(problem) })}
        </p>
      )}
      {offered === null ? null : (
        <div className={css.offer} data-testid="offer">
          <p>
            {t('Version')} <span className="mono">{offered}</span>{' '}
            {t(
              'is here and checked. Taking it loads all tabs of the app anew and closes their studies. Nothing changes until then.',
            )}
          </p>
          {later ? (
            <p className="hint">{t('Kept for later.')}</p>
          ) : (
            <p className={css.actions}>
              <button
                type="button"
                className={classes(button.button, button.primary)}
                onClick={offline.take}
              >
                {t('Take it now')}
              </button>
              <button
                type="button"
                className={classes(button.button, button.quiet)}
                onClick={() => setLater(true)}
              >
                {t('Later')}
              </button>
            </p>
          )}
        </div>
      )}
    </section>
  );
}
