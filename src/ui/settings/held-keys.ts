import { useEffect, useEffectEvent } from 'react';
import { createStore } from 'zustand/vanilla';
import { actionOf, keyName, SHORTCUTS, type ShortcutId } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { keyText } from './key-text.ts';
import { isTaken, markActed } from './use-shortcuts.ts';

/** Keys that were pressed before there was a picture for them to act on, in their order, and for which study. */
interface Held {
  readonly studyKey: string | null;
  readonly keys: readonly KeyboardEventInit[];
}

const held = createStore<Held>(() => ({ studyKey: null, keys: [] }));
const NONE: Held = { studyKey: null, keys: [] };
/** More than a hand presses before a picture comes; a key that is held down must not act for minutes after. */
const MOST = 24;

const GROUPS: ReadonlyMap<string, string> = new Map(SHORTCUTS.map(({ id, group }) => [id, group]));
const IN_READING = new Set(['Window', 'Model', 'Slices', 'Image', 'Measure']);
const OF_CROSSHAIR = /^(?:Shift\+)?Arrow|^(?:Enter|Backspace)$/;

/** Whether an action is the reading room's. */
export const isForReading = (action: ShortcutId): boolean =>
  IN_READING.has(GROUPS.get(action) ?? '');

/**
 * Holds keys back while `waiting`, and gives them again once it is over, one a frame, as if they were pressed then. `needs` says which
 * actions wait; after the first that does, points and moves of a cross hair wait behind it. Escape gives them up, another study forgets
 * them. Call it before other listeners to keys. Returns what waits.
 */
export function useHeldKeys(
  waiting: boolean,
  needs: (action: ShortcutId) => boolean,
): readonly string[] {
  const { settings, reading } = useApp();
  const keys = useStore(held, (now) => now.keys);
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    const some = held.getState().keys.length > 0;
    if (!waiting || (isTaken(event) && !(some && event.key === 'Enter'))) return;
    const name = keyName(event);
    if (some && event.key === 'Escape') held.setState(NONE);
    else {
      const { shortcuts, characterKeys } = settings.getState();
      const action = actionOf(event, shortcuts, characterKeys);
      const waits = action !== null && needs(action);
      if (
        !waits &&
        !(some && (OF_CROSSHAIR.test(name) || (action !== null && isForReading(action))))
      )
        return;
      const { key, code, shiftKey, ctrlKey, metaKey } = event;
      const init = { key, code, shiftKey, ctrlKey, metaKey, bubbles: true, cancelable: true };
      const studyKey = reading.getState().openKey;
      held.setState(({ keys: before }) => ({ studyKey, keys: [...before, init].slice(0, MOST) }));
    }
    markActed(event);
    event.preventDefault();
    event.stopImmediatePropagation();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener, true);
    return () => window.removeEventListener('keydown', listener, true);
  }, []);
  return keys.map((key) => keyName({ shiftKey: false, ...key, key: key.key ?? '' }));
}

/** Gives the held keys again once `ready`. */
export function useGivenKeys(ready: boolean): void {
  const { reading } = useApp();
  useEffect(() => {
    if (!ready) return;
    const { studyKey, keys } = held.getState();
    held.setState(NONE);
    if (studyKey !== reading.getState().openKey) return;
    let next = 0;
    let frame = 0;
    const give = (): void => {
      const init = keys[next];
      if (init === undefined) return;
      next += 1;
      (document.activeElement ?? document.body).dispatchEvent(new KeyboardEvent('keydown', init));
      // What a key changed is there in the frame after the next.
      frame = requestAnimationFrame(() => {
        frame = requestAnimationFrame(give);
      });
    };
    frame = requestAnimationFrame(give);
    return () => cancelAnimationFrame(frame);
  }, [ready, reading]);
}

/** "; M, Enter wait for the picture"; '' where nothing waits. */
export function heldWords(keys: readonly string[]): string {
  if (keys.length === 0) return '';
  return keys.length === 1
    ? t('; {key} waits for the picture', { key: keyText(keys[0] ?? '') })
    : t('; {keys} wait for the picture', { keys: keys.map(keyText).join(', ') });
}
