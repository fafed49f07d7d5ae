import type { AlertLevel } from '#store';

/** Starts in seconds and frequencies in Hz of the notes of a call. Told apart by number and direction, not by loudness. */
const NOTES: Readonly<Record<AlertLevel, readonly (readonly [number, number])[]>> = {
  urgent: [
    [0, 660],
    [0.16, 880],
    [0.32, 1047],
    [0.62, 660],
    [0.78, 880],
    [0.94, 1047],
  ],
  flag: [
    [0, 660],
    [0.16, 880],
  ],
  problem: [
    [0, 440],
    [0.24, 330],
  ],
};

const NOTE_SECONDS = 0.18;
/** At full volume: a call in a quiet room, no alarm. */
const LOUDEST = 0.3;

let context: AudioContext | null = null;

/** Whether sounds can be heard now. Browsers give none before the first click or key on the page. */
export async function allowSound(): Promise<boolean> {
  context ??= new AudioContext();
  const given = context;
  // Without a click the promise stays open, in some browsers for good.
  const refused = new Promise<void>((resolve) => setTimeout(resolve, 300));
  await Promise.race([given.resume().catch(() => undefined), refused]);
  return given.state === 'running';
}

/** Makes the sound of a call, here: no file, no request. `volume` 0..100. False where the browser lets none be heard. */
export async function playTone(level: AlertLevel, volume: number): Promise<boolean> {
  if (!(await allowSound()) || context === null) return false;
  const audio = context;
  for (const [start, frequency] of NOTES[level]) {
    const at = audio.currentTime + 0.02 + start;
    const note = audio.createOscillator();
    const loudness = audio.createGain();
    note.type = level === 'problem' ? 'triangle' : 'sine';
    note.frequency.value = frequency;
    loudness.gain.setValueAtTime(0, at);
    // From nothing and to nothing: a note that is cut off clicks.
    loudness.gain.linearRampToValueAtTime((LOUDEST * volume) / 100, at + 0.015);
    loudness.gain.linearRampToValueAtTime(0, at + NOTE_SECONDS);
    note.connect(loudness).connect(audio.destination);
    note.start(at);
    note.stop(at + NOTE_SECONDS);
  }
  return true;
}
