import { unseenOf } from '#store';
import { t, told, toldReason } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import shell from '../app-shell.module.css';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';

/** What of the PACS must be seen wherever the reader is. */
export function PacsNote() {
  const app = useApp();
  const state = useStore(app.pacs, (now) => now);
  const { site, alarm, watch } = state;
  const unseen = unseenOf(state);
  return (
    <>
      {alarm === null ? null : (
        <p className={classes(shell.note, 'problem')} role="alert">
          <strong>{t('ALARM, tell the administrator of the PACS.')}</strong>{' '}
          {t('{alarm}. No further result is sent.', { alarm: told(alarm) })}
        </p>
      )}
      {unseen === 'all' && watch.problem !== null ? (
        <p className={classes(shell.note, 'problem')} role="alert">
          {t('New studies are not seen at present: {reason}. The PACS is asked again and again.', {
            reason: toldReason(watch.problem),
          })}
        </p>
      ) : null}
      {unseen === 'some' && watch.partial !== null ? (
        <p className={classes(shell.note, 'problem')} role="alert">
          {t(
            'Some new studies may not be seen: {reason}. Compare with the worklist of the PACS itself.',
            { reason: toldReason(watch.partial) },
          )}
        </p>
      ) : null}
      {site.kind === 'unreachable' ? (
        <p className={shell.note} role="note">
          {t(
            'The server of this page does not answer. If it has a PACS behind it, its studies are not listed here.',
          )}{' '}
          <button type="button" className={button.link} onClick={() => void app.findPacs()}>
            {t('Try again')}
          </button>
        </p>
      ) : null}
    </>
  );
}
