/** The parts of a WheelEvent that tell how far to scroll. */
export type Turn = Pick<WheelEvent, 'deltaX' | 'deltaY' | 'deltaMode' | 'shiftKey' | 'timeStamp'>;

/** Smaller than this, in pixels, no wheel's notch is: Firefox's is 48 to 53, Chromium's 100 or 120. Touchpads begin with less. */
const SMALLEST_NOTCH = 45;
/** So far do fingers move on a touchpad for one slice, in pixels. */
const TRAVEL = 60;
/** Turns that follow each other faster than this, in ms, are one movement of the hand. */
const PAUSE = 200;
/** Slices a step with Shift. */
const FAST = 5;
/** Several notches come as one event when the page is busy; more than so many at once are not believed. */
const MOST_NOTCHES = 8;

/**
 * Slices to scroll for each turn: one for a notch of a wheel, however many pixels or lines the browser makes of it; by travel where a
 * movement begins as finely as touchpads do. Shift goes fast, which browsers tell as a turn to the side.
 */
export function wheelSteps(): (turn: Turn) => number {
  let last = Number.NEGATIVE_INFINITY;
  let fine = false;
  let notch = Number.POSITIVE_INFINITY;
  let travel = 0;

  const begin = (size: number): void => {
    fine = size < SMALLEST_NOTCH;
    notch = Number.POSITIVE_INFINITY;
    if (!fine) travel = 0; // Fingers that rest go on where they were.
  };
  const byNotch = (delta: number): number => {
    const size = Math.abs(delta);
    const times = size / notch;
    const together = times > 1.5 && Math.abs(times - Math.round(times)) < 0.05;
    notch = Math.min(notch, size);
    return Math.sign(delta) * (together ? Math.min(MOST_NOTCHES, Math.round(times)) : 1);
  };
  const byTravel = (delta: number): number => {
    travel = Math.sign(travel) === -Math.sign(delta) ? delta : travel + delta;
    const steps = Math.trunc(travel / TRAVEL);
    travel -= steps * TRAVEL;
    return steps;
  };

  return ({ deltaX, deltaY, deltaMode, shiftKey, timeStamp }) => {
    const delta = shiftKey && deltaY === 0 ? deltaX : deltaY;
    if (delta === 0) return 0;
    const inPixels = deltaMode === 0;
    if (timeStamp - last > PAUSE) begin(inPixels ? Math.abs(delta) : SMALLEST_NOTCH);
    last = timeStamp;
    const steps = inPixels && fine ? byTravel(delta) : byNotch(delta);
    return steps === 0 ? 0 : steps * (shiftKey ? FAST : 1);
  };
}
