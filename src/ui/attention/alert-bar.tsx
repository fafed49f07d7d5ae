import { createPortal } from 'react-dom';
import type { Alert } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import { StateIcon } from '../parts/icons.tsx';
import { ALERTS_IN_SHORT, useMedia } from '../parts/use-media.ts';
import { usePop } from '../parts/use-pop.ts';
import css from './alert-bar.module.css';
import { alertPlaces, firstPlace } from './alert-place.tsx';
import { allowSound } from './tones.ts';

/** More numbers are no line to read. */
const MOST_NAMED = 4;

interface Calls {
  readonly alerts: readonly Alert[];
  /** The browser lets no sound be heard yet. */
  readonly isHeldBack: boolean;
}

/** Who calls, to open or to acknowledge: where the screen has a place for it, which is never over an image or what was found. */
export function AlertBar(calls: Calls) {
  const place = firstPlace(useStore(alertPlaces, (places) => places));
  const narrow = useMedia(ALERTS_IN_SHORT);
  if (place === null) return <Whole {...calls} />;
  const short = place.id === 'rail' || (place.id === 'room' && narrow);
  return createPortal(
    short ? <Short {...calls} /> : <Whole {...calls} inBar={place.id === 'room'} />,
    place.element,
  );
}

function Whole({ alerts, isHeldBack, inBar = false }: Calls & { readonly inBar?: boolean }) {
  return (
    <div className={classes(css.bar, inBar && css.inBar)} data-testid="alert-bar">
      <Words alerts={alerts} isHeldBack={isHeldBack} />
    </div>
  );
}

/** A button of the rail's width; what it counts opens from it. */
function Short({ alerts, isHeldBack }: Calls) {
  const { button: opener, pop } = usePop();
  const count = alerts.length;
  return (
    <div className={css.short} data-level={alerts[0]?.level} data-testid="alert-bar">
      <button
        {...opener}
        type="button"
        aria-label={count === 0 ? t('No sound') : t('{n} new flag | {n} new flags', { n: count })}
      >
        {count === 0 ? null : <StateIcon state="flagged" done={null} />}
        <span aria-hidden="true">{count === 0 ? t('No sound') : t('{n} new', { n: count })}</span>
      </button>
      <div {...pop} className={css.opened}>
        <Words alerts={alerts} isHeldBack={isHeldBack} />
      </div>
    </div>
  );
}

function Words({ alerts, isHeldBack }: Calls) {
  return (
    <>
      {isHeldBack ? (
        <p>
          <strong>{t('No sound yet:')}</strong>{' '}
          {t('the browser holds it back until a click or a key on this page.')}{' '}
          <button type="button" className={button.link} onClick={() => void allowSound()}>
            {t('Let it sound')}
          </button>
        </p>
      ) : null}
      {alerts.length > 0 ? <Calling alerts={alerts} /> : null}
    </>
  );
}

function Calling({ alerts }: { readonly alerts: readonly Alert[] }) {
  const app = useApp();
  const urgent = alerts.filter(({ level }) => level === 'urgent').length;
  const first = alerts[0];
  const rest = alerts.length - MOST_NAMED;
  return (
    <div className={css.calling} data-level={first?.level}>
      <p>
        <strong>{t('{n} new flag | {n} new flags', { n: alerts.length })}</strong>
        {urgent > 0 ? t(' ({urgent} urgent)', { urgent }) : ''}:{' '}
        {alerts.slice(0, MOST_NAMED).map(({ key, number }) => (
          <button
            key={key}
            type="button"
            className={button.link}
            aria-label={t('Open #{number}', { number })}
            onClick={() => app.openStudy(key)}
          >
            #{number}
          </button>
        ))}
        {rest > 0 ? t('and {rest} more', { rest }) : ''}
      </p>
      <button
        type="button"
        className={button.button}
        onClick={() => {
          for (const { key } of alerts) app.setCare(key, 'acknowledged');
        }}
      >
        {alerts.length === 1 ? t('Acknowledge') : t('Acknowledge all')}
      </button>
    </div>
  );
}
