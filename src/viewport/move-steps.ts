/** The parts of a PointerEvent that scrolling by moving goes by. */
export type Move = Pick<PointerEvent, 'altKey' | 'buttons' | 'clientY'>;

/** So far does the pointer move for one slice, in CSS pixels. */
const TRAVEL = 12;

/** Slices to scroll for each movement while Alt is held and no button is: down goes on, up goes back. */
export function moveSteps(): (move: Move) => number {
  let last: number | null = null;
  return ({ altKey, buttons, clientY }) => {
    if (!altKey || buttons !== 0) {
      last = null;
      return 0;
    }
    last ??= clientY;
    const steps = Math.trunc((clientY - last) / TRAVEL);
    last += steps * TRAVEL;
    return steps === 0 ? 0 : steps;
  };
}
