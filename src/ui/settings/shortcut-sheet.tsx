import { type KeyboardEvent, useState } from 'react';
import { alsoKeyOf, keyConflicts, keyName, keyOf, SHORTCUTS, type ShortcutId } from '#store';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { Dialog } from '../parts/dialog.tsx';
import { labelHere } from '../reading/presets.ts';
import css from './shortcut-sheet.module.css';

const GROUPS = [...new Set(SHORTCUTS.map(({ group }) => group))];

const MOUSE = [
  ['Drag', 'Window: right widens, up brightens'],
  ['Shift or middle drag', 'Pan'],
  ['Ctrl or right drag', 'Zoom'],
  ['Wheel', 'Next slice, one a notch'],
  ['Shift and wheel', 'Five slices a notch'],
  ['Double click', 'Maximize'],
  ['Click', 'Where coronal and sagittal cut, while they are shown'],
  ['Alt and move', 'Scroll slices'],
  ['Drag, or click each point', 'Measure, with its tool'],
] as const;

/** All keys; each can be changed or switched off. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const app = useApp();
  const changes = useStore(app.settings, ({ shortcuts }) => shortcuts);
  const windows = useStore(app.settings, (now) => now.windows);
  const conflicts = new Set(keyConflicts(changes).flat());
  return (
    <Dialog title="Keyboard and mouse" onClose={onClose} wide>
      <p className="hint">
        Choose a key and press another to change it; Backspace switches it off.{' '}
        <button type="button" className={button.link} onClick={() => app.change({ shortcuts: {} })}>
          Back to the standard keys
        </button>
      </p>
      {conflicts.size > 0 ? (
        <p className="problem">Two actions share a key: only the first one listed acts.</p>
      ) : null}
      <div className={css.keyGroups}>
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{group}</h3>
            <dl className={css.keys}>
              {SHORTCUTS.filter((shortcut) => shortcut.group === group).map(({ id, label }) => (
                <div key={id} className={conflicts.has(id) ? css.conflict : undefined}>
                  <dt>{labelHere(id, label, windows)}</dt>
                  <dd>
                    <KeyButton id={id} label={labelHere(id, label, windows)} />
                  </dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
        <section>
          <h3>Mouse on the image</h3>
          <dl className={css.keys}>
            {MOUSE.map(([how, what]) => (
              <div key={how}>
                <dt>{what}</dt>
                <dd>{how}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </Dialog>
  );
}

function KeyButton({ id, label }: { readonly id: ShortcutId; readonly label: string }) {
  const app = useApp();
  const changes = useStore(app.settings, ({ shortcuts }) => shortcuts);
  const [asking, setAsking] = useState(false);
  const key = keyOf(id, changes);
  const also = alsoKeyOf(id, changes);
  const keys = key === '' ? 'off' : [key, also].filter(Boolean).join(' or ');
  const onKeyDown = (event: KeyboardEvent) => {
    if (!asking || ['Shift', 'Control', 'Alt', 'Meta', 'Tab'].includes(event.key)) return;
    event.preventDefault();
    event.stopPropagation();
    setAsking(false);
    if (event.key === 'Escape') return;
    const name = event.key === 'Backspace' ? '' : keyName(event.nativeEvent);
    app.change({ shortcuts: { ...changes, [id]: name } });
  };
  return (
    <button
      type="button"
      className={css.key}
      aria-label={`${label}: ${asking ? 'Press a key' : `${keys}. Change`}`}
      onClick={() => setAsking(true)}
      onBlur={() => setAsking(false)}
      onKeyDown={onKeyDown}
    >
      {asking ? 'Press a key' : keys}
    </button>
  );
}
