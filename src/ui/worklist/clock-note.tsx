import { careState, type StudyEntry } from '#store';
import { t, told } from '#texts';
import { clockWords } from '#triage';
import { Badge } from '../parts/badge.tsx';
import { Brief } from '../parts/brief.tsx';

const MINUTE = 60_000;

/** "2:59", of milliseconds. */
function hoursAndMinutes(duration: number): string {
  const minutes = Math.floor(duration / MINUTE);
  return `${Math.floor(minutes / 60)}:${String(minutes % 60).padStart(2, '0')}`;
}

/** That the computer's clock was set back while the study waited: behind a long reason nobody would read it. */
export function ClockNote({ entry: { setBack, care } }: { readonly entry: StudyEntry }) {
  if (setBack === undefined || careState(care) !== 'unread') return null;
  const words = told(clockWords(setBack));
  return (
    <Badge kind="mark" title={words}>
      <Brief brief={t('clock −{time}', { time: hoursAndMinutes(setBack) })} words={words} />
    </Badge>
  );
}
