import { useState } from 'react';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { AboutModel } from './about-model.tsx';
import { beginTour } from './tour-state.ts';
import { TOUR_STEPS } from './tour-steps.ts';

/** What a first visitor may want before anything else: to be shown round, and to know the model. */
export function FirstSteps() {
  const { settings } = useApp();
  const seen = useStore(settings, ({ tourStep }) => tourStep);
  const [about, setAbout] = useState(false);
  const isHalfWay = seen > 0 && seen < TOUR_STEPS.length;
  return (
    <>
      <button
        type="button"
        className={button.button}
        onClick={() => beginTour(isHalfWay ? seen : 0)}
      >
        {isHalfWay
          ? t('Go on with the tour ({seen} of {count})', {
              seen: seen + 1,
              count: TOUR_STEPS.length,
            })
          : seen === 0
            ? t('Take the tour (60 seconds)')
            : t('Take the tour again')}
      </button>
      <button type="button" className={button.button} onClick={() => setAbout(true)}>
        {t('About this model')}
      </button>
      {about ? <AboutModel onClose={() => setAbout(false)} /> : null}
    </>
  );
}
