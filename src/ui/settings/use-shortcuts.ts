import { useEffect, useEffectEvent } from 'react';
import { type App, actionOf, keyName, type ShortcutId } from '#store';
import { useApp } from '../app-context.ts';

/** What the keys do here. */
export type ShortcutHandlers = Readonly<Partial<Record<ShortcutId, () => void>>>;

const TYPING = 'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]';
/** Elements that use these keys themselves. */
const OWN_KEYS = '[data-own-keys]';
/** An open menu, which Escape closes. */
const OWN_ESCAPE = '[data-own-escape=true]';
const PRESSABLE = 'button, a, summary, [role=slider]';

/** Whether a dialog has the screen. The browser keeps this collection; a search of a long list's document for each key takes its time. */
export const isDialogOpen = (): boolean =>
  Array.from(document.getElementsByTagName('dialog')).some(({ open }) => open);

/** What somebody acted on already. */
const acted = new WeakSet<Event>();

/** Nobody else acts on this event. */
export const markActed = (event: KeyboardEvent): void => void acted.add(event);

/** Twenty listeners hear a key: what it means is looked up once. */
const meanings = new WeakMap<Event, ShortcutId | null>();

function meaningOf(event: KeyboardEvent, settings: App['settings']): ShortcutId | null {
  const known = meanings.get(event);
  if (known !== undefined) return known;
  const { shortcuts, characterKeys } = settings.getState();
  const meaning = actionOf(event, shortcuts, characterKeys);
  meanings.set(event, meaning);
  return meaning;
}

/** Where nothing is typed, the browser would undo the last typing, wherever that was, and take the focus there. */
const isBrowsersUndo = (event: KeyboardEvent): boolean =>
  ['Ctrl+Z', 'Ctrl+Shift+Z', 'Ctrl+Y'].includes(keyName(event));

/**
 * Whether a key is somebody else's: who acted on it, a dialog (but not of a key that goes `overDialogs`), a field one types in, an element with
 * keys of its own.
 */
export function isTaken(event: KeyboardEvent, overDialogs = false): boolean {
  if (acted.has(event) || event.altKey) return true;
  if (event.defaultPrevented && !isBrowsersUndo(event)) return true;
  if (!overDialogs && isDialogOpen()) return true;
  if (event.key === 'Escape' && document.querySelector(OWN_ESCAPE) !== null) return true;
  const target = event.target instanceof Element ? event.target : null;
  if (target === null || target === document.body) return false;
  if (target.closest(TYPING) !== null) return event.key !== 'Escape';
  if ([' ', 'Enter'].includes(event.key) && target.closest(PRESSABLE) !== null) return true;
  return event.key.length > 1 && event.key !== 'Escape' && target.closest(OWN_KEYS) !== null;
}

/**
 * Acts on keys, unless one types, a dialog is open, or the focused element uses the key itself. `first`: before those who
 * act on the same key without it.
 */
export function useShortcuts(handlers: ShortcutHandlers, { first = false } = {}): void {
  const { settings } = useApp();
  const onKey = useEffectEvent((event: KeyboardEvent): void => {
    const action = meaningOf(event, settings);
    // Who covers the screen covers what a dialog shows, too.
    if (isTaken(event, action === 'lock')) return;
    const act = action === null ? undefined : handlers[action];
    if (isBrowsersUndo(event)) event.preventDefault();
    if (act === undefined) return;
    markActed(event);
    event.preventDefault();
    act();
  });
  useEffect(() => {
    const listener = (event: KeyboardEvent): void => onKey(event);
    window.addEventListener('keydown', listener, first);
    return () => window.removeEventListener('keydown', listener, first);
  }, [first]);
}
