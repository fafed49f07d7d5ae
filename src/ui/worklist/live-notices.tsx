import { useEffect, useRef } from 'react';
import { useApp, useStore } from '../app-context.ts';

const TITLE = 'ICH Triage';

/** Tells of new flags: to screen readers, in the title, and by a tone where the reader wants one. */
export function LiveNotices() {
  const { notices, settings } = useApp();
  const spoken = useStore(notices, (state) => state.spoken);
  const unseen = useStore(notices, (state) => state.flaggedUnseen.size);
  const before = useRef(0);
  useEffect(() => {
    document.title = unseen === 0 ? TITLE : `(${unseen}) ${TITLE}`;
    if (unseen > before.current && settings.getState().sound) playTone();
    before.current = unseen;
  }, [unseen, settings]);
  return (
    <p className="visually-hidden" aria-live="polite">
      {spoken}
    </p>
  );
}

/** Two soft notes, made here: no file, no request. */
function playTone(): void {
  const audio = new AudioContext();
  for (const [start, frequency] of [
    [0, 660],
    [0.16, 880],
  ] as const) {
    const note = audio.createOscillator();
    const loudness = audio.createGain();
    note.frequency.value = frequency;
    loudness.gain.setValueAtTime(0.08, audio.currentTime + start);
    loudness.gain.exponentialRampToValueAtTime(0.001, audio.currentTime + start + 0.15);
    note.connect(loudness).connect(audio.destination);
    note.start(audio.currentTime + start);
    note.stop(audio.currentTime + start + 0.16);
  }
  setTimeout(() => void audio.close(), 600);
}
