import { useCallback, useRef, useState } from 'react';
import { type ShownOrder, shownOrder, type WorklistRow } from '#store';

/** The rows in the order to show, and how to hold it. */
export interface HeldOrder {
  readonly rows: readonly WorklistRow[];
  /** Rows that wait to move. */
  readonly waiting: number;
  readonly handlers: {
    readonly onPointerEnter: () => void;
    readonly onPointerLeave: () => void;
    readonly onFocus: () => void;
    readonly onBlur: (event: React.FocusEvent) => void;
  };
  /** Lets the rows go where they belong, now. */
  readonly update: () => void;
}

/** While the pointer or the focus is in the list, no row moves. */
export function useHeldOrder(wanted: readonly WorklistRow[]): HeldOrder {
  const [pointer, setPointer] = useState(false);
  const [focus, setFocus] = useState(false);
  const [, setUpdates] = useState(0);
  const shown = useRef<readonly string[]>([]);
  const once = useRef(false);
  const held = (pointer || focus) && !once.current;
  once.current = false;
  const order: ShownOrder = shownOrder(
    shown.current,
    wanted.map(({ key }) => key),
    held,
  );
  shown.current = order.keys;
  const byKey = new Map(wanted.map((row) => [row.key, row]));
  const update = useCallback(() => {
    once.current = true;
    setUpdates((count) => count + 1);
  }, []);
  return {
    rows: order.keys.flatMap((key) => byKey.get(key) ?? []),
    waiting: order.waiting,
    handlers: {
      onPointerEnter: () => setPointer(true),
      onPointerLeave: () => setPointer(false),
      onFocus: () => setFocus(true),
      onBlur: ({ currentTarget, relatedTarget }) =>
        setFocus(relatedTarget instanceof Node && currentTarget.contains(relatedTarget)),
    },
    update,
  };
}
