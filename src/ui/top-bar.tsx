import { lazy, Suspense, useState } from 'react';
import { t } from '#texts';
import { useApp, useStore } from './app-context.ts';
import { EnginePill } from './engine/engine-pill.tsx';
import { FilePickers } from './intake/file-pickers.tsx';
import button from './parts/button.module.css';
import { classes } from './parts/classes.ts';
import { IconButton } from './parts/icon-button.tsx';
import { FOLDS_FINDINGS, useMedia } from './parts/use-media.ts';
import { keepSettingsOpen, settingsStayOpen } from './settings/kept-open.ts';
import { useShortcuts } from './settings/use-shortcuts.ts';
import css from './top-bar.module.css';

const PrivacyButton = lazy(() =>
  import('./privacy/privacy-button.tsx').then((module) => ({ default: module.PrivacyButton })),
);

const SettingsDialog = lazy(() =>
  import('./settings/settings-dialog.tsx').then((module) => ({ default: module.SettingsDialog })),
);
const ShortcutSheet = lazy(() =>
  import('./settings/shortcut-sheet.tsx').then((module) => ({ default: module.ShortcutSheet })),
);

/** What stays on the screen all day: what this is and is not, the engine, masking, theme, settings, help. */
export function TopBar() {
  const app = useApp();
  const masked = useStore(app.settings, (settings) => settings.maskNames);
  const dark = useStore(app.settings, (settings) => settings.theme === 'dark');
  const line = useStore(app.settings, (settings) => settings.bannerLine);
  const anyStudy = useStore(app.worklist, (state) => state.entries.size > 0);
  const [dialog, setDialog] = useState<'settings' | 'help' | null>(
    settingsStayOpen() ? 'settings' : null,
  );
  const reading = useStore(app.reading, (state) => state.openKey !== null);
  // From the list files can be opened again.
  const crowded = useMedia(FOLDS_FINDINGS) && reading;
  const toggleMask = () => app.change({ maskNames: !app.settings.getState().maskNames });
  useShortcuts({ mask: toggleMask, help: () => setDialog('help') });
  const close = () => {
    keepSettingsOpen(false);
    setDialog(null);
  };
  return (
    <header className={css.topBar}>
      <h1>
        <Logo />
        ICH Triage
      </h1>
      <p className={css.banner}>
        <strong>{t('Research software, not a medical device.')}</strong>{' '}
        {t('Every study needs a reader.')}
        {line === '' ? null : <span data-testid="banner-line"> {line}</span>}
      </p>
      <div className={css.topTools}>
        {reading ? null : <PacsSwitch />}
        {anyStudy && !crowded ? <FilePickers quiet /> : null}
        <EnginePill />
        <div className={css.icons}>
          <span className={css.privacy}>
            <Suspense>
              <PrivacyButton />
            </Suspense>
          </span>
          <IconButton
            tool={masked ? 'eye-off' : 'eye'}
            label={t('Mask names')}
            title={masked ? t('Names are masked: show them') : t('Mask names')}
            on={masked}
            onClick={toggleMask}
          />
          <IconButton
            tool={dark ? 'sun' : 'moon'}
            label={dark ? t('Light room') : t('Dark room')}
            onClick={() => app.change({ theme: dark ? 'light' : 'dark' })}
          />
          <IconButton tool="settings" label={t('Settings')} onClick={() => setDialog('settings')} />
          <IconButton
            tool="help"
            label={t('Keyboard shortcuts')}
            title={t('Keyboard shortcuts (?)')}
            onClick={() => setDialog('help')}
          />
        </div>
      </div>
      <Suspense>
        {dialog === 'settings' ? <SettingsDialog onClose={close} /> : null}
        {dialog === 'help' ? <ShortcutSheet onClose={close} /> : null}
      </Suspense>
    </header>
  );
}

/** Shows and hides the list of the PACS, where there is one. */
function PacsSwitch() {
  const app = useApp();
  const isThere = useStore(app.pacs, ({ site }) => site.kind === 'there');
  const shown = useStore(app.pacs, (state) => state.shown);
  if (!isThere) return null;
  return (
    <button
      type="button"
      className={classes(button.button, button.quiet)}
      aria-pressed={shown}
      title={shown ? t('Hide the list of the PACS') : t('Show the list of the PACS')}
      onClick={() => app.showPacs(!shown)}
    >
      PACS
    </button>
  );
}

const Logo = () => (
  <svg className={css.logo} viewBox="0 0 24 24" aria-hidden="true">
    <path d="M12 2.500c-5.200 0-8.500 4-8.500 9.300c0 6 3.800 9.700 8.500 9.700s8.500-3.700 8.500-9.700c0-5.300-3.300-9.300-8.500-9.300z" />
    <path
      className={css.mark}
      d="M17.500 7c-4 .500-6 2.600-6 5s2 4.500 6 5c-1.800-1.500-2.500-3-2.500-5s.700-3.500 2.500-5z"
    />
  </svg>
);
