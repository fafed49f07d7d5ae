import './styles/tokens.css';
import './styles/base.css';
import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import type { App } from '#store';
import { AppContext } from './app-context.ts';
import { AppShell } from './app-shell.tsx';

/** Draws the app into an element. */
export function mountApp(root: HTMLElement, app: App): void {
  createRoot(root).render(
    <StrictMode>
      <AppContext value={app}>
        <AppShell />
      </AppContext>
    </StrictMode>,
  );
}
