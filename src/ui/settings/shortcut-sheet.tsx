import { type KeyboardEvent, useState } from 'react';
import { alsoKeyOf, keyConflicts, keyName, keyOf, SHORTCUTS, type ShortcutId } from '#store';
import { t, told } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import button from '../parts/button.module.css';
import { Dialog } from '../parts/dialog.tsx';
import { labelHere } from '../reading/presets.ts';
import { keyText } from './key-text.ts';
import css from './shortcut-sheet.module.css';

const GROUPS = [...new Set(SHORTCUTS.map(({ group }) => group))];

const mouse = (): readonly (readonly [how: string, what: string])[] => [
  [t('Drag'), t('Window: right widens, up brightens')],
  [t('Shift or middle drag'), t('Pan')],
  [t('Ctrl or right drag'), t('Zoom')],
  [t('Wheel'), t('Next slice, one a notch')],
  [t('Shift and wheel'), t('Five slices a notch')],
  [t('Double click'), t('Maximize')],
  [t('Click'), t('Where coronal and sagittal cut, while they are shown')],
  [t('Alt and move'), t('Scroll slices')],
  [t('Drag, or click each point'), t('Measure, with its tool')],
];

const fingers = (): readonly (readonly [how: string, what: string])[] => [
  [t('One finger'), t('Scroll slices: down goes on')],
  [t('Two fingers'), t('Zoom and pan')],
  [t('Double tap'), t('Maximize')],
  [t('Tap'), t('Where coronal and sagittal cut, while they are shown')],
  [t('One finger, or a tap at each point'), t('Measure, with its tool')],
];

/** All keys; each can be changed or switched off. */
export function ShortcutSheet({ onClose }: { readonly onClose: () => void }) {
  const app = useApp();
  const changes = useStore(app.settings, ({ shortcuts }) => shortcuts);
  const windows = useStore(app.settings, (now) => now.windows);
  const conflicts = new Set(keyConflicts(changes).flat());
  return (
    <Dialog title={t('Keyboard and mouse')} onClose={onClose} wide>
      <p className="hint">
        {t('Choose a key and press another to change it; Backspace switches it off.')}{' '}
        <button type="button" className={button.link} onClick={() => app.change({ shortcuts: {} })}>
          {t('Back to the standard keys')}
        </button>
      </p>
      {conflicts.size > 0 ? (
        <p className="problem">{t('Two actions share a key: only the first one listed acts.')}</p>
      ) : null}
      <div className={css.keyGroups}>
        {GROUPS.map((group) => (
          <section key={group}>
            <h3>{told(group)}</h3>
            <dl className={css.keys}>
              {SHORTCUTS.filter((shortcut) => shortcut.group === group).map(({ id, label }) => {
                const here = told(labelHere(id, label, windows));
                return (
                  <div key={id} className={conflicts.has(id) ? css.conflict : undefined}>
                    <dt>{here}</dt>
                    <dd>
                      <KeyButton id={id} label={here} />
                    </dd>
                  </div>
                );
              })}
            </dl>
          </section>
        ))}
        <OnImage title={t('Mouse on the image')} gestures={mouse()} />
        <OnImage title={t('Fingers on the image')} gestures={fingers()} />
      </div>
    </Dialog>
  );
}

function OnImage({
  title,
  gestures,
}: {
  readonly title: string;
  readonly gestures: ReturnType<typeof mouse>;
}) {
  return (
    <section>
      <h3>{title}</h3>
      <dl className={css.keys}>
        {gestures.map(([how, what]) => (
          <div key={how}>
            <dt>{what}</dt>
            <dd>{how}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}

function KeyButton({ id, label }: { readonly id: ShortcutId; readonly label: string }) {
  const app = useApp();
  const changes = useStore(app.settings, ({ shortcuts }) => shortcuts);
  const [asking, setAsking] = useState(false);
  const key = keyOf(id, changes);
  const also = alsoKeyOf(id, changes);
  const keys = key === '' ? t('off') : [key, also].filter(Boolean).map(keyText).join(t(' or '));
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
      aria-label={
        asking
          ? t('{label}: Press a key', { label })
          : t('{label}: {keys}. Change', { label, keys })
      }
      onClick={() => setAsking(true)}
      onBlur={() => setAsking(false)}
      onKeyDown={onKeyDown}
    >
      {asking ? t('Press a key') : keys}
    </button>
  );
}
