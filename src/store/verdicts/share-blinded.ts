import { isRecord } from '#base';
import type { Stores } from '../stores.ts';
import type { TabChannel } from '../worklist/numbers.ts';
import type { VerdictActions } from './lazy-actions.ts';

/**
 * Who reads blind does so in all tabs of the browser: a second one would show what the first hides, and write over the choice that is kept.
 * What a tab was told is not told on.
 */
export function shareBlinded(
  { settings }: Pick<Stores, 'settings'>,
  channel: TabChannel | undefined,
  { followBlinded }: Pick<VerdictActions, 'followBlinded'>,
): void {
  let agreed = settings.getState().blinded;
  settings.subscribe(({ blinded }) => {
    if (blinded === agreed) return;
    agreed = blinded;
    channel?.say({ blinded });
  });
  channel?.hear((message) => {
    if (!isRecord(message) || typeof message.blinded !== 'boolean') return;
    agreed = message.blinded;
    followBlinded(() => agreed);
  });
}
