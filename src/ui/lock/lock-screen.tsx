import { type FormEvent, useEffect, useRef, useState } from 'react';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { closePrinted } from '../export/open-for-printing.ts';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import css from './lock-screen.module.css';
import { isPin, pauseAfter } from './pin.ts';
import type { Cover } from './use-idle-lock.ts';

/** In place of everything else: says nothing of a patient. The analysis goes on behind it. */
export function LockScreen({
  because,
  onUnlock,
}: {
  readonly because: Cover;
  readonly onUnlock: () => void;
}) {
  const { settings } = useApp();
  const pin = useStore(settings, (now) => now.lockPin);
  const line = useStore(settings, (now) => now.bannerLine);
  useEffect(closePrinted, []);
  useEffect(takeNoDrop, []);
  return (
    <main className={css.lock} data-testid="lock-screen">
      <h1>ICH Triage</h1>
      <p>
        {because === 'start'
          ? t('A PIN is set: the screen is covered whenever the app is opened or reloaded.')
          : because === 'asked'
            ? t('You covered the screen. The analysis goes on.')
            : t('The screen was covered after a while without input. The analysis goes on.')}
      </p>
      {pin === null ? <Continue onUnlock={onUnlock} /> : <AskPin onUnlock={onUnlock} />}
      <p className="hint">
        {t('Research software, not a medical device. Every study needs a reader.')}
      </p>
      {line === '' ? null : <p className="hint">{line}</p>}
    </main>
  );
}

/** A file dropped on a page that does not take it is opened by the browser in place of the page: everything under way would be lost. */
function takeNoDrop(): () => void {
  const refuse = (event: DragEvent): void => {
    event.preventDefault();
    if (event.dataTransfer !== null) event.dataTransfer.dropEffect = 'none';
  };
  const names = ['dragenter', 'dragover', 'drop'] as const;
  for (const name of names) window.addEventListener(name, refuse);
  return () => {
    for (const name of names) window.removeEventListener(name, refuse);
  };
}

function Continue({ onUnlock }: { readonly onUnlock: () => void }) {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      // The key that covered the screen may still be down.
      if (event.repeat || event.key === 'Tab' || event.ctrlKey || event.altKey || event.metaKey)
        return;
      event.preventDefault();
      onUnlock();
    };
    window.addEventListener('keydown', onKey);
    return () => window.removeEventListener('keydown', onKey);
  }, [onUnlock]);
  return (
    <button type="button" className={classes(button.button, button.primary)} onClick={onUnlock}>
      {t('Go on (any key)')}
    </button>
  );
}

function AskPin({ onUnlock }: { readonly onUnlock: () => void }) {
  const app = useApp();
  const field = useRef<HTMLInputElement>(null);
  const [wrong, setWrong] = useState(0);
  const [waits, setWaits] = useState(false);
  const freeAt = useRef(0);
  const [forgot, setForgot] = useState(false);
  useEffect(() => field.current?.focus(), []);
  const enter = async (event: FormEvent): Promise<void> => {
    event.preventDefault();
    const kept = app.settings.getState().lockPin;
    const input = field.current;
    if (kept === null || input === null || waits) return;
    setWaits(true);
    // A try that comes too soon after a wrong one is not lost: it waits.
    const early = freeAt.current - performance.now();
    if (early > 0) await new Promise((resolve) => setTimeout(resolve, early));
    if (await isPin(input.value, kept)) return onUnlock();
    input.value = '';
    app.wasDone({ action: 'pin-refused' });
    setWrong(wrong + 1);
    freeAt.current = performance.now() + pauseAfter(wrong + 1);
    setWaits(false);
  };
  return (
    <>
      <form className={css.form} onSubmit={(event) => void enter(event)}>
        <label>
          PIN <input ref={field} type="password" autoComplete="off" maxLength={32} />
        </label>
        <button type="submit" className={classes(button.button, button.primary)} disabled={waits}>
          {t('Unlock')}
        </button>
      </form>
      <p role="status">{wrong === 0 || waits ? '' : t('That is not the PIN.')}</p>
      {forgot ? (
        <p>
          {t(
            'Without the PIN the app can only start anew: studies, results and settings are deleted.',
          )}{' '}
          <button
            type="button"
            className={classes(button.button, button.danger)}
            onClick={() => void app.clearEverything().then(onUnlock)}
          >
            {t('Delete all and start anew')}
          </button>
        </p>
      ) : (
        <button type="button" className={button.link} onClick={() => setForgot(true)}>
          {t('Forgotten?')}
        </button>
      )}
    </>
  );
}
