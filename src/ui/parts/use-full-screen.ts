import { useSyncExternalStore } from 'react';

const subscribe = (changed: () => void) => {
  document.addEventListener('fullscreenchange', changed);
  return () => document.removeEventListener('fullscreenchange', changed);
};

/** Whether the page fills the screen, by its own asking. */
export const isFullScreen = (): boolean => document.fullscreenElement !== null;

/** The same, now and from now on. */
export const useFullScreen = (): boolean => useSyncExternalStore(subscribe, isFullScreen);
