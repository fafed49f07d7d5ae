import { createElement, StrictMode } from 'react';
import { describe, expect, it, vi } from 'vitest';
import type { WorklistRow } from '#store';
import { mountedAnew } from '../parts/mounted.fixture.ts';
import { useHeldOrder } from './use-held-order.ts';

const rowsOf = (keys: string): readonly WorklistRow[] =>
  [...keys].map((key) => ({ key, section: key === 'z' ? 'earlier' : 'ranking' }) as WorklistRow);

/** The list as the hook orders it, with its button. */
function List({ wanted }: { readonly wanted: string }) {
  const { rows, waiting, handlers, update } = useHeldOrder(rowsOf(wanted), false);
  const button = createElement('button', { key: 'b', type: 'button' }, 'row');
  const list = createElement('div', { key: 'l', ...handlers, className: 'list' }, button);
  const more = createElement(
    'button',
    { key: 'u', type: 'button', className: 'update', onClick: update },
    'update',
  );
  const text = `${rows.map(({ key }) => key).join('')} ${waiting}`;
  return createElement('div', null, [createElement('p', { key: 'p' }, text), list, more]);
}

const page = mountedAnew();

// StrictMode renders twice: what a first render does to a ref is gone before the second.
const show = (wanted: string) =>
  page.root.render(createElement(StrictMode, null, createElement(List, { wanted })));
const shown = (text: string) =>
  vi.waitFor(() => expect(page.host.querySelector('p')?.textContent).toBe(text));
const press = (selector: string) => page.host.querySelector<HTMLButtonElement>(selector)?.click();
const focusList = () => page.host.querySelector<HTMLButtonElement>('.list button')?.focus();
const leaveList = () => page.host.querySelector<HTMLButtonElement>('.list button')?.blur();

const point = (type: string) =>
  page.host
    .querySelector('.list button')
    ?.dispatchEvent(new PointerEvent(type, { bubbles: true, relatedTarget: document.body }));

describe('the order of the rows', () => {
  it('follows what is wanted while nobody is in the list', async () => {
    show('abc');
    await shown('abc 0');
    show('cab');
    await shown('cab 0');
  });

  it('is held while the focus is in the list, and let go when it leaves', async () => {
    show('abc');
    await shown('abc 0');
    focusList();
    show('cabd');
    await shown('abcd 1');
    leaveList();
    await shown('cabd 0');
  });

  it('is not held by a pointer that it came up under, before that moves', async () => {
    show('abc');
    await shown('abc 0');
    // As browsers tell of a list that is laid out below a pointer at rest: React makes its enter of it.
    point('pointerover');
    show('cab');
    await shown('cab 0');
    point('pointermove');
    show('abc');
    await shown('cab 1');
    point('pointerout');
    await shown('abc 0');
  });

  it('is held from the touch of a finger, which does not move before it presses', async () => {
    show('abc');
    await shown('abc 0');
    point('pointerdown');
    show('cab');
    await shown('abc 1');
  });

  it('takes a new study before those of earlier shifts while it is held', async () => {
    show('abz');
    await shown('abz 0');
    focusList();
    show('cabz');
    await shown('abcz 1');
  });

  it('is brought up to date by the button while it is held, once: it stays held', async () => {
    show('abc');
    await shown('abc 0');
    focusList();
    show('cab');
    await shown('abc 1');
    press('.update');
    await shown('cab 0');
    show('bca');
    await shown('cab 1');
  });
});
