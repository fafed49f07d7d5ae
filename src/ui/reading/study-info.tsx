import { t } from '#texts';
import { useApp, useStore } from '../app-context.ts';
import { Dialog } from '../parts/dialog.tsx';
import { isInterpolated, type StudyFact, studyFacts } from './study-facts.ts';
import css from './study-info.module.css';
import { TagBrowser } from './tag-browser.tsx';
import type { OpenStudy } from './use-open-study.ts';
import { useSliceTags } from './use-slice-tags.ts';

/** Whose study this is and how it was made, in fixed places, and all attributes of the slice on the screen. */
export function StudyInfo({
  open,
  onClose,
}: {
  readonly open: OpenStudy;
  readonly onClose: () => void;
}) {
  const { settings } = useApp();
  const masked = useStore(settings, (now) => now.maskNames);
  const tags = useSliceTags(open);
  const imageType = open.series.slices[open.slice]?.imageType ?? [];
  return (
    <Dialog title={t('About this study')} onClose={onClose} wide>
      {masked ? (
        <p className="hint">{t('Names are masked: what may tell who this is, is hidden.')}</p>
      ) : null}
      {isInterpolated(imageType) ? (
        <p className={css.caution}>
          {t(
            'Interpolated: these images were computed from others, not reconstructed from the scan.',
          )}
        </p>
      ) : null}
      <dl className={css.facts}>
        {studyFacts(open, tags.rows ?? []).map((fact) => (
          <div key={fact.name}>
            <dt>{fact.name}</dt>
            <FactValue fact={fact} masked={masked} />
          </div>
        ))}
      </dl>
      <h3>
        {t('Attributes of slice {slice} of {count}', {
          slice: open.slice + 1,
          count: open.series.slices.length,
        })}
      </h3>
      <TagBrowser tags={tags} masked={masked} />
    </Dialog>
  );
}

function FactValue({ fact, masked }: { readonly fact: StudyFact; readonly masked: boolean }) {
  if (fact.value === '') return <dd className={css.absent}>{t('not stated')}</dd>;
  if (masked && fact.identifying === true) return <dd className={css.absent}>{t('masked')}</dd>;
  return <dd>{fact.value}</dd>;
}
