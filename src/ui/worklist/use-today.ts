import { useApp, useStore } from '../app-context.ts';
import { dayText } from '../parts/moments.ts';

/** The present day, "2026-03-14", in the time of this computer; another one at midnight. */
export const useToday = (): string =>
  useStore(useApp().worklist, ({ now }) => dayText(new Date(now)));
