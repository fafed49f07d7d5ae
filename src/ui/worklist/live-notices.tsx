import { assertNever } from '#base';
import type { Notice } from '#store';
import { t, told } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { deskNoticeText } from './care-text.ts';

/** Tells of news to screen readers. */
export function LiveNotices() {
  const { notices } = useApp();
  const latest = useStore(notices, (state) => state.latest);
  return (
    <p className="visually-hidden" aria-live="polite">
      {latest === null ? '' : noticeText(latest)}
    </p>
  );
}

function noticeText(notice: Notice): string {
  switch (notice.kind) {
    case 'flagged':
      return t('New flag: probable {types}.', {
        types: notice.types.map(told).join(', ') || told('hemorrhage'),
      });
    case 'verdict':
    case 'care':
    case 'pin':
    case 'revealed':
    case 'undone':
      return deskNoticeText(notice);
    case 'cleared':
      return t('Everything was deleted.');
    default:
      return assertNever(notice);
  }
}
