import { createRoot, type Root } from 'react-dom/client';
import { afterEach, beforeEach } from 'vitest';

/** Where a test's component stands. */
export interface Mounted {
  readonly host: HTMLElement;
  readonly root: Root;
}

/** A place on the page with React's root in it, made anew before each test and taken away after it. */
export function mountedAnew(style = ''): Mounted {
  let host: HTMLElement;
  let root: Root;
  beforeEach(() => {
    host = document.createElement('div');
    host.style.cssText = style;
    document.body.append(host);
    root = createRoot(host);
  });
  afterEach(() => {
    root.unmount();
    host.remove();
  });
  return {
    get host() {
      return host;
    },
    get root() {
      return root;
    },
  };
}
