import type { StudyEntry } from '#store';
import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { dateText, patientText } from '../worklist/patient-text.ts';
import css from './prior-pane.module.css';

/** Which study an image is of, where two hang side by side: what it is to the other, its number and when it was scanned. */
export function StudyCaption(props: {
  readonly entry: StudyEntry;
  readonly role: string;
  readonly ago?: string;
}) {
  const { entry, role, ago } = props;
  const masked = useStore(useApp().settings, (now) => now.maskNames);
  const { name } = patientText(entry, masked);
  const { studyDate, studyTime } = entry.summary;
  return (
    <span className={css.who}>
      <strong>{role}</strong>
      <span>{`#${entry.number}`}</span>
      {masked ? null : <span>{name}</span>}
      <span>{dateText(studyDate, studyTime) || t('scan date not known')}</span>
      {ago === undefined ? null : <span className={css.ago}>{ago}</span>}
    </span>
  );
}
