import { type ToggleEvent, useId, useState } from 'react';

/** What opens keeps from the window's edges, and from its button, in CSS pixels. */
const EDGE = 8;
const GAP = 4;

/**
 * What opens from a button over everything, beside it on the side that has room: its button may stand in a row that scrolls. The Escape
 * that closes it does nothing else.
 */
export function usePop() {
  const id = useId();
  const [button, setButton] = useState<HTMLButtonElement | null>(null);
  const [pop, setPop] = useState<HTMLDivElement | null>(null);
  const place = (): void => {
    const box = button?.getBoundingClientRect();
    if (box === undefined || pop === null) return;
    // At once: Escape may follow before React draws anew.
    pop.dataset.ownEscape = 'true';
    const [rightHalf, lowerHalf] = [box.left > innerWidth / 2, box.top > innerHeight / 2];
    pop.style.left = rightHalf ? 'auto' : `${Math.max(EDGE, box.left)}px`;
    pop.style.right = rightHalf ? `${Math.max(EDGE, innerWidth - box.right)}px` : 'auto';
    pop.style.top = lowerHalf ? 'auto' : `${box.bottom + GAP}px`;
    pop.style.bottom = lowerHalf ? `${innerHeight - box.top + GAP}px` : 'auto';
  };
  return {
    button: { ref: setButton, popoverTarget: id },
    pop: {
      ref: setPop,
      id,
      popover: 'auto',
      onBeforeToggle: ({ newState }: ToggleEvent<HTMLDivElement>) => {
        if (newState === 'open') place();
      },
      onToggle: ({ newState }: ToggleEvent<HTMLDivElement>) => {
        // Told a moment after it closed: the Escape that closed it is its own.
        if (pop !== null && newState === 'closed') pop.dataset.ownEscape = 'false';
      },
    },
    close: () => pop?.hidePopover(),
  } as const;
}
