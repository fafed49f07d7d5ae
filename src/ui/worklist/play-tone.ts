/** Two soft notes, made here: no file, no request. */
export function playTone(): void {
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
