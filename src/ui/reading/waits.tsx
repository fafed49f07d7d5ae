import { t } from '#texts';
import { heldWords } from '../settings/held-keys.ts';
import css from './waits.module.css';

/**
 * In place of an image that is on its way; a black box might be an image that shows nothing. Not at once: one that comes quickly would
 * have words flicker before it. `held`: keys that wait for it, which are said at once.
 */
export function Waits({ held = [] }: { readonly held?: readonly string[] }) {
  return held.length === 0 ? (
    <p className={css.waits} data-testid="waits" data-later="true">
      {t('Reading the slice{held}', { held: '' })}
    </p>
  ) : (
    <p className={css.waits} data-testid="waits" role="status">
      {t('Reading the slice{held}', { held: heldWords(held) })}
    </p>
  );
}
