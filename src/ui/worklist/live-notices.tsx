import { useEffect, useRef } from 'react';
import { assertNever } from '#base';
import type { Notice } from '#store';
import { useApp, useStore } from '../app-context.ts';
import { careNoticeText } from './care-text.ts';
import { playTone } from './play-tone.ts';

const TITLE = 'ICH Triage';

/** Tells of new flags: to screen readers, in the title, and by a tone where the reader wants one. */
export function LiveNotices() {
  const { notices, settings } = useApp();
  const latest = useStore(notices, (state) => state.latest);
  const unseen = useStore(notices, (state) => state.flaggedUnseen.size);
  const before = useRef(0);
  useEffect(() => {
    document.title = unseen === 0 ? TITLE : `(${unseen}) ${TITLE}`;
    if (unseen > before.current && settings.getState().sound) playTone();
    before.current = unseen;
  }, [unseen, settings]);
  return (
    <p className="visually-hidden" aria-live="polite">
      {latest === null ? '' : noticeText(latest)}
    </p>
  );
}

function noticeText(notice: Notice): string {
  switch (notice.kind) {
    case 'flagged':
      return `New flag: probable ${notice.types.join(', ') || 'hemorrhage'}.`;
    case 'verdict':
      return `Recorded: ${notice.verdict}.`;
    case 'care':
    case 'undone':
      return careNoticeText(notice);
    case 'cleared':
      return 'Everything was deleted.';
    default:
      return assertNever(notice);
  }
}
