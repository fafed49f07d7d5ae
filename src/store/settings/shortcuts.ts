/** What a key can do. Every one can be changed or switched off (WCAG 2.1.4). */
export const SHORTCUTS = [
  { id: 'preset-brain', key: '1', label: 'Brain window 80/40', group: 'Window' },
  { id: 'preset-subdural', key: '2', label: 'Subdural window 200/80', group: 'Window' },
  { id: 'preset-stroke', key: '3', label: 'Stroke window 40/40', group: 'Window' },
  {
    id: 'preset-stroke-narrow',
    key: 'Shift+3',
    label: 'Narrow stroke window 8/32',
    group: 'Window',
  },
  { id: 'preset-bone', key: '4', label: 'Bone window 2800/600', group: 'Window' },
  { id: 'preset-soft', key: '5', label: 'Soft-tissue window 380/40', group: 'Window' },
  { id: 'preset-fossa', key: '6', label: 'Posterior-fossa window 150/40', group: 'Window' },
  {
    id: 'preset-auto',
    key: '9',
    label: 'Window by the ellipse, else by the slice',
    group: 'Window',
  },
  { id: 'tool-window', key: 'W', label: 'Drag changes the window', group: 'Window' },
  { id: 'preset-file', key: '0', label: 'The file’s own window; again: its next', group: 'Window' },
  {
    id: 'three-up',
    key: 'B',
    label: 'Brain, subdural and bone side by side',
    group: 'Window',
  },
  { id: 'planes', key: 'Shift+B', label: 'Coronal and sagittal beside the slice', group: 'Window' },
  { id: 'slab', key: 'S', label: 'Slab of 3, 5, 10 mm, off', group: 'Window' },
  { id: 'slab-kind', key: 'Shift+S', label: 'Slab: average or maximum', group: 'Window' },
  { id: 'model-eye', key: '7', label: 'What the model sees', group: 'Model' },
  { id: 'explain', key: 'G', label: 'Explanation overlay (research)', group: 'Model' },
  { id: 'next-flagged', key: 'N', label: 'Next flagged run, at its peak', group: 'Slices' },
  { id: 'previous-flagged', key: 'Shift+N', label: 'Previous flagged run', group: 'Slices' },
  { id: 'slice-down', key: 'ArrowDown', label: 'Next slice', group: 'Slices' },
  { id: 'slice-up', key: 'ArrowUp', label: 'Previous slice', group: 'Slices' },
  { id: 'slice-down-5', key: 'Shift+ArrowDown', label: 'Five slices on', group: 'Slices' },
  { id: 'slice-up-5', key: 'Shift+ArrowUp', label: 'Five slices back', group: 'Slices' },
  { id: 'slice-first', key: 'Home', label: 'First slice', group: 'Slices' },
  { id: 'slice-last', key: 'End', label: 'Last slice', group: 'Slices' },
  { id: 'series-down', key: 'PageDown', label: 'Next series', group: 'Slices' },
  { id: 'series-up', key: 'PageUp', label: 'Previous series', group: 'Slices' },
  {
    id: 'prior-down',
    key: 'Shift+PageDown',
    label: 'Prior study alone: next slice',
    group: 'Slices',
  },
  {
    id: 'prior-up',
    key: 'Shift+PageUp',
    label: 'Prior study alone: previous slice',
    group: 'Slices',
  },
  { id: 'cine', key: 'C', label: 'Cine', group: 'Slices' },
  { id: 'invert', key: 'I', label: 'Invert', group: 'Image' },
  { id: 'flip-h', key: 'H', label: 'Flip left to right', group: 'Image' },
  { id: 'flip-v', key: 'V', label: 'Flip top to bottom', group: 'Image' },
  { id: 'rotate-right', key: 'R', label: 'Rotate right', group: 'Image' },
  { id: 'rotate-left', key: 'L', label: 'Rotate left', group: 'Image' },
  { id: 'zoom-in', key: '+', label: 'Zoom in', group: 'Image' },
  { id: 'zoom-out', key: '-', label: 'Zoom out', group: 'Image' },
  { id: 'fit', key: '=', label: 'Fit', group: 'Image' },
  {
    id: 'actual-size',
    key: 'Shift+Z',
    label: '1:1, an image pixel a pixel of the display; again: fit',
    group: 'Image',
  },
  {
    id: 'magnifier',
    key: '8',
    label: 'Magnifier: hold, or press on and off',
    group: 'Image',
  },
  { id: 'prior', key: 'Shift+C', label: 'Prior study beside this one', group: 'Image' },
  { id: 'full-screen', key: 'Shift+F', label: 'Full screen; Escape leaves it', group: 'Image' },
  { id: 'reset', key: 'Space', label: 'Reset the view', group: 'Image' },
  { id: 'tool-zoom', key: 'Z', label: 'Drag zooms', group: 'Image' },
  { id: 'measure', key: 'M', label: 'Length', group: 'Measure' },
  { id: 'measure-probe', key: 'Q', label: 'HU probe', group: 'Measure' },
  { id: 'measure-angle', key: 'Y', label: 'Angle', group: 'Measure' },
  { id: 'measure-ellipse', key: 'E', label: 'Ellipse: HU and area', group: 'Measure' },
  { id: 'measure-abc2', key: 'J', label: 'ABC/2 volume', group: 'Measure' },
  { id: 'measure-midline', key: 'F', label: 'Midline shift from the falx', group: 'Measure' },
  { id: 'place-point', key: 'Enter', label: 'Cross hair; again: a point there', group: 'Measure' },
  {
    id: 'delete-measurement',
    key: 'Delete',
    label: 'Delete the last on this slice',
    group: 'Measure',
  },
  { id: 'study-info', key: 'T', label: 'About the study, and its tags', group: 'Image' },
  { id: 'overlays', key: 'O', label: 'Corner texts on or off', group: 'Image' },
  { id: 'next-study', key: ']', label: 'Next study', group: 'Worklist' },
  { id: 'previous-study', key: '[', label: 'Previous study', group: 'Worklist' },
  { id: 'acknowledge', key: 'K', label: 'Acknowledge the study', group: 'Worklist' },
  { id: 'done', key: 'D', label: 'Done: out of the ranking', group: 'Worklist' },
  {
    id: 'pin',
    key: 'Shift+T',
    label: 'Pin to the top, with a note; again: unpin',
    group: 'Worklist',
  },
  { id: 'back-to-unread', key: 'Shift+K', label: 'Back to unread', group: 'Worklist' },
  { id: 'undo', key: 'Ctrl+Z', label: 'Undo', group: 'Worklist' },
  { id: 'redo', key: 'Ctrl+Y', also: 'Ctrl+Shift+Z', label: 'Redo', group: 'Worklist' },
  { id: 'close', key: 'Escape', label: 'Back to the worklist', group: 'Worklist' },
  { id: 'search', key: '/', label: 'Search', group: 'Worklist' },
  { id: 'mask', key: 'P', label: 'Mask or show names', group: 'Worklist' },
  { id: 'lock', key: 'Shift+L', label: 'Cover the screen', group: 'Worklist' },
  { id: 'verdict-hemorrhage', key: 'A', label: 'Hemorrhage', group: 'Verdict' },
  { id: 'verdict-none', key: 'X', label: 'None: no hemorrhage seen', group: 'Verdict' },
  { id: 'verdict-unsure', key: 'U', label: 'Unsure', group: 'Verdict' },
  { id: 'type-epidural', key: 'Shift+E', label: 'Epidural', group: 'Verdict' },
  { id: 'type-intraparenchymal', key: 'Shift+P', label: 'Intraparenchymal', group: 'Verdict' },
  { id: 'type-intraventricular', key: 'Shift+V', label: 'Intraventricular', group: 'Verdict' },
  { id: 'type-subarachnoid', key: 'Shift+A', label: 'Subarachnoid', group: 'Verdict' },
  { id: 'type-subdural', key: 'Shift+D', label: 'Subdural', group: 'Verdict' },
  { id: 'finish', key: '.', label: 'The verdict stands: done, next unread', group: 'Verdict' },
  { id: 'help', key: '?', also: 'F1', label: 'This sheet', group: 'Help' },
] as const satisfies readonly {
  readonly id: string;
  readonly key: string;
  /** A second key, for as long as the first is not changed. */
  readonly also?: string;
  readonly label: string;
  readonly group: string;
}[];

/** Names what a key does. */
export type ShortcutId = (typeof SHORTCUTS)[number]['id'];

const BY_ID: ReadonlyMap<ShortcutId, (typeof SHORTCUTS)[number]> = new Map(
  SHORTCUTS.map((shortcut) => [shortcut.id, shortcut]),
);

/** Keys that differ from the standard ones; '' is switched off. */
export type ShortcutChanges = Readonly<Partial<Record<ShortcutId, string>>>;

/** The parts of a KeyboardEvent that name it. */
export interface KeyPress {
  readonly key: string;
  readonly code?: string;
  readonly shiftKey: boolean;
  readonly ctrlKey?: boolean;
  /** The Mac's Command counts as Ctrl. */
  readonly metaKey?: boolean;
}

/** How a pressed key is written: "N", "Shift+N", "Shift+3", "?", "ArrowDown", "Space", "Ctrl+Z". */
export function keyName(press: KeyPress): string {
  const withCtrl = press.ctrlKey === true || press.metaKey === true;
  return withCtrl ? `Ctrl+${plainName(press)}` : plainName(press);
}

function plainName({ key, code, shiftKey }: KeyPress): string {
  if (key === ' ') return 'Space';
  const digit = /^Digit(\d)$/.exec(code ?? '')?.[1];
  if (shiftKey && digit !== undefined) return `Shift+${digit}`;
  if (key.length > 1) return shiftKey ? `Shift+${key}` : key;
  const upper = key.toUpperCase();
  return shiftKey && upper !== key.toLowerCase() ? `Shift+${upper}` : upper;
}

/** The key of an action, '' where it is switched off. */
export function keyOf(id: ShortcutId, changes: ShortcutChanges): string {
  return changes[id] ?? BY_ID.get(id)?.key ?? '';
}

/** The second key of an action, '' where it has none or its first was changed. */
export function alsoKeyOf(id: ShortcutId, changes: ShortcutChanges): string {
  const shortcut = BY_ID.get(id);
  const also = shortcut !== undefined && 'also' in shortcut ? shortcut.also : '';
  return changes[id] === undefined ? also : '';
}

/** The action of a key. With single characters off, only keys that are no characters act. */
export function actionOf(
  press: KeyPress,
  changes: ShortcutChanges,
  characters: boolean,
): ShortcutId | null {
  const name = keyName(press);
  const isCharacter = press.key.length === 1 && !name.startsWith('Ctrl+');
  if (isCharacter && !characters) return null;
  // Some layouts need Shift for "?" or "+": what is printed on the key counts, too.
  const match =
    SHORTCUTS.find(({ id }) => keyOf(id, changes) === name) ??
    SHORTCUTS.find(({ id }) => alsoKeyOf(id, changes) === name) ??
    (isCharacter ? SHORTCUTS.find(({ id }) => keyOf(id, changes) === press.key) : undefined);
  return match?.id ?? null;
}

/** Actions that share a key, which only the first of them would get. */
export function keyConflicts(changes: ShortcutChanges): readonly (readonly ShortcutId[])[] {
  const byKey = new Map<string, ShortcutId[]>();
  for (const { id } of SHORTCUTS) {
    const key = keyOf(id, changes);
    if (key !== '') byKey.set(key, [...(byKey.get(key) ?? []), id]);
  }
  return [...byKey.values()].filter((ids) => ids.length > 1);
}
