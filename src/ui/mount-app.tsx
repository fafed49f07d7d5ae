import './styles/tokens.css';
import './styles/base.css';
import { StrictMode, useSyncExternalStore } from 'react';
import { createRoot } from 'react-dom/client';
import type { Guard } from '#guard';
import type { App } from '#store';
import { language, languageOf, onLanguage, speak } from '#texts';
import { AppContext, GuardContext } from './app-context.ts';
import { AppShell } from './app-shell.tsx';

/** Draws the app into an element. `openGuard` is called once, when the first picture stands. */
export function mountApp(root: HTMLElement, app: App, openGuard: () => Promise<Guard>): void {
  followLanguage(app);
  createRoot(root).render(
    <StrictMode>
      <AppContext value={app}>
        <GuardContext value={openGuard}>
          <InItsLanguage />
        </GuardContext>
      </AppContext>
    </StrictMode>,
  );
}

/** The screen, drawn anew when its language changes: what it holds lies in the stores. */
function InItsLanguage() {
  return <AppShell key={useSyncExternalStore(onLanguage, language)} />;
}

/** Speaks what is chosen, or what the browser prefers, and says so to screen readers. */
function followLanguage({ settings }: App): void {
  const follow = () => void speak(languageOf(settings.getState().language, navigator.languages));
  settings.subscribe((next, before) => {
    if (next.language !== before.language) follow();
  });
  window.addEventListener('languagechange', follow);
  const say = () => {
    document.documentElement.lang = language();
  };
  onLanguage(say);
  say();
}
