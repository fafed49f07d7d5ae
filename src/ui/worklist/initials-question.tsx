import { type KeyboardEvent, useEffect, useId, useRef } from 'react';
import { initialsOf, keyName } from '#store';
import { t } from '#texts';
import { useApp } from '../app-context.ts';
import { TextField } from '../parts/text-field.tsx';
import css from './undo-bar.module.css';

/** Keys that go on in the list: they answer, and act as if nothing had been asked. */
const GO_ON: readonly string[] = ['ArrowUp', 'ArrowDown', 'PageUp', 'PageDown'];

/**
 * Asks once a shift who acknowledged. The study is acknowledged already: `Enter` signs it with what was typed, or leaves it unsigned, and so does
 * whatever leads elsewhere; `Escape` leaves it unsigned, and an undo is one of the list. The focus goes back to where it was.
 */
export function InitialsQuestion() {
  const app = useApp();
  const id = useId();
  const field = useRef<HTMLInputElement>(null);
  const before = useRef<Element | null>(null);
  useEffect(() => {
    before.current = document.activeElement;
    field.current?.focus();
  }, []);
  const answer = (initials: string): void => {
    const from = before.current;
    if (from instanceof HTMLElement && from.isConnected) from.focus();
    app.sign(initials);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLInputElement>): void => {
    const { key, currentTarget } = event;
    if (keyName(event) === 'Ctrl+Z' && currentTarget.value === '') {
      event.preventDefault();
      answer('');
      app.undo();
      return;
    }
    if (key !== 'Enter' && key !== 'Escape' && !GO_ON.includes(key)) return;
    event.preventDefault();
    event.stopPropagation();
    answer(key === 'Escape' ? '' : currentTarget.value);
    if (GO_ON.includes(key)) {
      const at = document.activeElement ?? document.body;
      at.dispatchEvent(
        new window.KeyboardEvent('keydown', { key, bubbles: true, cancelable: true }),
      );
    }
  };
  return (
    <label className={css.initials} htmlFor={id}>
      {t('Your initials')}
      <TextField
        ref={field}
        id={id}
        maxLength={4}
        size={4}
        title={t('Beside what you acknowledge, finish and judge, until this shift ends.')}
        aria-description={t(
          'Beside what you acknowledge, finish and judge, until this shift ends. Enter without any leaves it unsigned.',
        )}
        onChange={({ target }) => {
          target.value = initialsOf(target.value);
        }}
        onKeyDown={onKeyDown}
        onBlur={({ currentTarget }) => {
          // Another window has the focus, and this field will have it again.
          if (document.activeElement !== currentTarget) app.sign(currentTarget.value);
        }}
      />
      <span className="hint">{t('Enter signs')}</span>
    </label>
  );
}
