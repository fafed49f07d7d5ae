/** Held so long, in milliseconds, a key is one that is held. */
const HOLD_MS = 350;

/** A switch that is on while its key is held, and goes on and off by presses. Times in milliseconds. */
export interface HoldOrPress {
  /** The key is down, or down still: keyboards repeat one that is held. */
  down(now: number): void;
  /** A key went up. */
  up(now: number): void;
}

/** Acts on a switch that is read and set by the given functions. */
export function holdOrPress(isOn: () => boolean, set: (on: boolean) => void): HoldOrPress {
  let since: number | null = null;
  return {
    down: (now) => {
      if (since !== null) return;
      since = now;
      set(!isOn());
    },
    up: (now) => {
      if (since === null) return;
      const held = now - since >= HOLD_MS;
      since = null;
      if (held && isOn()) set(false);
    },
  };
}
