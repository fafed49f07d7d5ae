import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { Guard } from '#guard';
import type { App } from '#store';
import { AppContext, GuardContext } from './app-context.ts';
import { AppShell } from './app-shell.tsx';

/** Draws the app into an element. `openGuard` is called once, when the first picture stands. */
export function mountApp(root: HTMLElement, app: App, openGuard: () => Promise<Guard>): void {
  createRoot(root).render(
    <StrictMode>
      <AppContext value={app}>
        <GuardContext value={openGuard}>
          <AppShell />
        </GuardContext>
      </AppContext>
    </StrictMode>,
  );
}
