import { isAdapted } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { Badge } from '../parts/badge.tsx';
import button from '../parts/button.module.css';
import css from './adapted-note.module.css';

/** Beside numbers: that they are adapted to this desk, on what, and how to take it back. Nothing where they are the package's. */
export function AdaptedNote() {
  const app = useApp();
  const engine = useStore(app.engine, (state) => state);
  const adaptation = useStore(app.settings, (settings) => settings.adaptation);
  if (adaptation === null || !isAdapted(engine, adaptation)) return null;
  const { basis } = adaptation.calibration;
  return (
    <p className={css.note} role="note" data-testid="adapted-note">
      <Badge>{t('Adapted to this desk')}</Badge>{' '}
      {t('Numbers and thresholds of any hemorrhage: fitted on {count} of the site.', {
        count: t('{n} study | {n} studies', { n: basis.studies }),
      })}{' '}
      <button
        type="button"
        className={button.link}
        onClick={() => app.change({ adaptation: null })}
      >
        {t('Take back')}
      </button>
    </p>
  );
}
