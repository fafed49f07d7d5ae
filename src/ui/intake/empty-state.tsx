import { lazy, Suspense } from 'react';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import css from './empty-state.module.css';
import { FilePickers } from './file-pickers.tsx';

const SamplesSection = lazy(() =>
  import('../first-visit/samples-section.tsx').then((module) => ({
    default: module.SamplesSection,
  })),
);
const FirstSteps = lazy(() =>
  import('../first-visit/first-steps.tsx').then((module) => ({ default: module.FirstSteps })),
);

/** What one sees before the first drop. */
export function EmptyState() {
  return (
    <div className={css.room}>
      <div className={css.empty}>
        <div className={css.what}>
          <h2>{t('Ranks head CTs by probable bleeding, here in your browser.')}</h2>
          <div className={css.acts}>
            <Suspense>
              <FirstSteps />
            </Suspense>
          </div>
        </div>
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
          <h2>{t('Drop head CT studies here')}</h2>
          <p>
            {t('Files, folders or ZIPs, anywhere on this window. DICOM of any common compression.')}
          </p>
          <div className={css.pickers}>
            <FilePickers />
          </div>
          <p className="hint">
            {t('Everything is read and analyzed in this tab.')} <WhatIsSent />
          </p>
        </div>
        <Suspense>
          <SamplesSection />
        </Suspense>
      </div>
    </div>
  );
}

/** What leaves the tab, and at whose word. */
function WhatIsSent() {
  const { pacs } = useApp();
  const site = useStore(pacs, (state) => state.site);
  if (site.kind !== 'there' || !site.store) return t('No image and no name is sent anywhere.');
  return site.always
    ? t(
        'Results of studies from the PACS go back to it by themselves; nothing else is sent anywhere.',
      )
    : t('Results go back to the PACS at your click alone; nothing else is sent anywhere.');
}
