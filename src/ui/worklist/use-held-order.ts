import { useState } from 'react';
import { ranksInPlace, type ShownOrder, shownOrder, type WorklistRow } from '#store';

/** The rows in the order to show, and how to hold it. */
export interface HeldOrder {
  readonly rows: readonly WorklistRow[];
  /** Rows that wait to move. */
  readonly waiting: number;
  readonly handlers: {
    readonly onPointerMove: () => void;
    readonly onPointerDown: () => void;
    readonly onPointerLeave: () => void;
    readonly onFocus: () => void;
    readonly onBlur: (event: React.FocusEvent) => void;
  };
  /** Lets the rows go where they belong, now. */
  readonly update: () => void;
}

/**
 * Once the pointer moves over the list or presses it, until it leaves, and while the focus is in it, no row moves. `byRank`: the wanted
 * order is that of the ranks, and what is shown keeps them in order, too.
 */
export function useHeldOrder(wanted: readonly WorklistRow[], byRank: boolean): HeldOrder {
  const [pointer, setPointer] = useState(false);
  const [focus, setFocus] = useState(false);
  const [shown, setShown] = useState<readonly string[]>([]);
  const wantedKeys = wanted.map(({ key }) => key);
  const { keys, waiting } = heldSections(shown, wanted, pointer || focus);
  // State, not a ref: a render that React throws away or makes twice must not move the order on.
  if (!sameKeys(shown, keys)) setShown(keys);
  const rows = inOrder(keys, wanted);
  return {
    rows: byRank ? ranksInPlace(rows, waiting) : rows,
    waiting: waiting.size,
    handlers: {
      // Not as it enters: a list that comes up under a pointer that lies still is in nobody's hand.
      onPointerMove: () => setPointer(true),
      onPointerDown: () => setPointer(true),
      onPointerLeave: () => setPointer(false),
      onFocus: () => setFocus(true),
      onBlur: ({ currentTarget, relatedTarget }) =>
        setFocus(relatedTarget instanceof Node && currentTarget.contains(relatedTarget)),
    },
    update: () => setShown(wantedKeys),
  };
}

/** The rows of these keys. Apart, so that the handlers of a render don't hold all of its rows by key. */
function inOrder(keys: readonly string[], rows: readonly WorklistRow[]): readonly WorklistRow[] {
  const byKey = new Map(rows.map((row) => [row.key, row]));
  return keys.flatMap((key) => byKey.get(key) ?? []);
}

/** Each section is held for itself: what comes new stands at the end of its own, and nothing crosses over. */
function heldSections(
  shown: readonly string[],
  wanted: readonly WorklistRow[],
  held: boolean,
): ShownOrder {
  const sections = [...new Set(wanted.map(({ section }) => section))];
  const orders = sections.map((section) => {
    const keys = wanted.filter((row) => row.section === section).map(({ key }) => key);
    return shownOrder(shown, keys, held);
  });
  return {
    keys: orders.flatMap(({ keys }) => keys),
    waiting: new Set(orders.flatMap(({ waiting }) => [...waiting])),
  };
}

const sameKeys = (some: readonly string[], others: readonly string[]): boolean =>
  some.length === others.length && some.every((key, index) => key === others[index]);
