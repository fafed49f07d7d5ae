/**
 * Runs in the app's page before the app: notes when what becomes visible. It reads the DOM alone, as a person would.
 * Times are performance.now() of the page.
 */
const bench = {
  /** When files were given to the picker. */
  given: 0,
  /** @type {{time: number, rows: {key: string, rank: number, state: string, placed: boolean, any: string}[]}[]} */
  snapshots: [],
  /** @type {{start: number, ms: number}[]} */
  longTasks: [],
  /** When the file picker was first in a frame. */
  pickerShown: 0,
  /** @type {{ms: number, heldMs: number, slice: string, analyzing: boolean}[]} */
  steps: [],
};
globalThis.bench = bench;
globalThis.watchFrames = watchFrames;
globalThis.heldBack = heldBack;

new PerformanceObserver((list) => {
  for (const { startTime, duration } of list.getEntries()) {
    bench.longTasks.push({ start: startTime, ms: duration });
  }
}).observe({ type: 'longtask', buffered: true });

addEventListener(
  'change',
  ({ target }) => {
    if (target instanceof HTMLInputElement && target.type === 'file') {
      bench.given = performance.now();
    }
  },
  true,
);

const BUSY = /Queued|Reading|Analyzing/;
let last = '';

function noteRows() {
  const rows = [...document.querySelectorAll('li[data-key]')].map((row) => {
    const state = row.querySelector('[data-testid=state]')?.textContent ?? '';
    const any = row.querySelector('[data-testid=any]')?.textContent ?? '';
    const rank = Number(row.querySelector('[data-testid=rank]')?.textContent);
    return {
      key: row.getAttribute('data-key') ?? '',
      rank,
      state: state.replace(/ .*/, ''),
      placed: any !== '' || !BUSY.test(state),
      any,
    };
  });
  const seen = JSON.stringify(rows);
  if (rows.length > 0 && seen !== last) bench.snapshots.push({ time: performance.now(), rows });
  last = seen;
}

function notePicker() {
  if (bench.pickerShown > 0 || document.querySelector('[data-testid=file-input]') === null) return;
  bench.pickerShown = -1;
  requestAnimationFrame(() => afterThisFrame(() => (bench.pickerShown = performance.now())));
}

/** Calls back in the first task after the frame that is being made. */
function afterThisFrame(then) {
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = then;
  port2.postMessage(null);
}

new MutationObserver(() => {
  noteRows();
  if (bench.pickerShown === 0) notePicker();
}).observe(document, { subtree: true, childList: true, characterData: true });

/** When the last frames began, newest last. */
const frames = [];

/** Notes from now on when frames begin: what a step by wheel needs. */
function watchFrames() {
  frames.push(performance.now());
  if (frames.length > 16) frames.shift();
  requestAnimationFrame(watchFrames);
}

/**
 * For how long DevTools kept an event back. It stamps a wheel event, then waits until the page has made a frame, and only then
 * sends it, so that it comes with the frame after: a hand's event comes with the first frame after its time stamp.
 */
function heldBack({ type, timeStamp }) {
  const due = type === 'wheel' ? frames.find((start) => start > timeStamp) : undefined;
  return due === undefined ? 0 : performance.now() - due;
}

/**
 * A step begins with the input's own time stamp and ends after the frame in which Cornerstone drew an image while a
 * corner shows the new number of the slice, or place of the plane. `ms` is without the time for which DevTools kept the event back.
 */
let begun = null;
const sliceText = () =>
  [...document.querySelectorAll('[data-testid=slice-number], [data-testid=place-coronal]')]
    .map(({ textContent }) => textContent)
    .join(' ');
const begin = (event) => {
  begun = { time: event.timeStamp, heldMs: heldBack(event), before: sliceText() };
};
addEventListener('wheel', begin, { capture: true, passive: true });
addEventListener('keydown', begin, { capture: true });
addEventListener(
  'cornerstoneimagerendered',
  () => {
    const step = begun;
    const slice = sliceText();
    if (step === null || slice === step.before) return;
    begun = null;
    const analyzing = [...document.querySelectorAll('[data-testid=state]')].some(
      ({ textContent }) => BUSY.test(textContent ?? ''),
    );
    const { time, heldMs } = step;
    afterThisFrame(() =>
      bench.steps.push({ ms: performance.now() - time - heldMs, heldMs, slice, analyzing }),
    );
  },
  true,
);
