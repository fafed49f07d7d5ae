import { lazy, Suspense, useDeferredValue, useEffect, useState } from 'react';
import { t } from '#texts';
import { useApp } from '../app-context.ts';
import { Dialog } from '../parts/dialog.tsx';
import css from './desk-dialog.module.css';
import { OperatingPoint } from './operating-point.tsx';

const ShiftReport = lazy(() =>
  import('./shift-report.tsx').then((module) => ({ default: module.ShiftReport })),
);

const ValidationKit = lazy(() =>
  import('./validation-kit.tsx').then((module) => ({ default: module.ValidationKit })),
);

const SiteAdaptation = lazy(() =>
  import('../adaptation/site-adaptation.tsx').then((module) => ({
    default: module.SiteAdaptation,
  })),
);

const BlindedSection = lazy(() =>
  import('../blinded/blinded-section.tsx').then((module) => ({ default: module.BlindedSection })),
);

const PAGES = {
  get point() {
    return t('Operating point');
  },
  get shift() {
    return t('This shift');
  },
  get validation() {
    return t('Validation');
  },
  get adaptation() {
    return t('Adaptation');
  },
  get blinded() {
    return t('Blinded reading');
  },
} as const;

/** The wall, in a window of its own. */
const WallLink = () => (
  <section aria-labelledby="wall-title">
    <h3 id="wall-title">{t('Wall view')}</h3>
    <p className="hint">
      {t(
        'The head of this worklist in big type for a screen in the corridor: read-only, numbers in place of names, up to date for as long as this tab is open.',
      )}{' '}
      <a className={css.wall} href="?view=wall" target="_blank" rel="noopener">
        {t('Open the wall view')}
      </a>
    </p>
  </section>
);

/** What a coordinator decides and looks back on. */
export function DeskDialog({ onClose }: { readonly onClose: () => void }) {
  const app = useApp();
  const [page, setPage] = useState<keyof typeof PAGES>('point');
  // The page before stays until the one that was chosen is there: an empty one in between would be held for a while by React itself.
  const shown = useDeferredValue(page);
  useEffect(() => {
    // What the page of the shift needs is on its way before it is asked for.
    void Promise.all([import('./shift-report.tsx'), app.shiftSummary()]).catch(() => undefined);
  }, [app]);
  return (
    <Dialog title={t('Triage desk')} onClose={onClose} roomy>
      <fieldset className={css.pages}>
        <legend className="visually-hidden">{t('Page of the desk')}</legend>
        {(['point', 'shift', 'validation', 'adaptation', 'blinded'] as const).map((id) => (
          <label key={id}>
            <input
              type="radio"
              name="desk-page"
              checked={page === id}
              onChange={() => setPage(id)}
            />
            <span>{PAGES[id]}</span>
          </label>
        ))}
      </fieldset>
      <Suspense>
        {shown === 'point' ? (
          <>
            <OperatingPoint />
            <WallLink />
          </>
        ) : null}
        {shown === 'shift' ? <ShiftReport /> : null}
        {shown === 'validation' ? <ValidationKit /> : null}
        {shown === 'adaptation' ? <SiteAdaptation /> : null}
        {shown === 'blinded' ? <BlindedSection /> : null}
      </Suspense>
    </Dialog>
  );
}
