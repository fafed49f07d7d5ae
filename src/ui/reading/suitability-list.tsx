import { memo } from 'react';
import type { StudyEntry, SuitabilityCheck } from '#store';
import { t, told } from '#texts';
import css from './suitability-list.module.css';

const OUTCOMES: readonly {
  readonly id: SuitabilityCheck['outcome'];
  readonly mark: string;
  readonly label: string;
}[] = [
  {
    id: 'block',
    mark: '✕',
    get label() {
      return t('Not suitable');
    },
  },
  {
    id: 'warn',
    mark: '!',
    get label() {
      return t('Caution');
    },
  },
  {
    id: 'unknown',
    mark: '?',
    get label() {
      return t('Not stated in the files');
    },
  },
  {
    id: 'pass',
    mark: '✓',
    get label() {
      return t('As expected');
    },
  },
];

/** What a bare value is of. */
const NAMES: Readonly<Record<string, string>> = {
  get modality() {
    return t('Modality');
  },
  get 'slice-count'() {
    return t('Number of slices');
  },
  get extent() {
    return t('Coverage');
  },
  get thickness() {
    return t('Slice thickness');
  },
  get 'field-of-view'() {
    return t('Field of view');
  },
  get age() {
    return t('Age');
  },
  get kvp() {
    return t('Tube voltage');
  },
};

/** "Slice thickness: 5.0 mm"; what is a sentence already stays one. */
function passText(code: string, text: string): string {
  const name = NAMES[code];
  return name === undefined ? text : `${name}: ${text}`;
}

/** The series held against the conditions that the model was measured under. */
export const SuitabilityList = memo(function SuitabilityList({
  entry,
}: {
  readonly entry: StudyEntry;
}) {
  const checks = entry.suitability;
  if (checks.length === 0) return null;
  return (
    <section>
      <h3>{t('Suitability')}</h3>
      {OUTCOMES.map(({ id, mark, label }) => {
        const some = checks.filter(({ outcome }) => outcome === id);
        if (some.length === 0) return null;
        return (
          <details
            key={id}
            className={css.suitability}
            data-outcome={id}
            open={id === 'block' || id === 'warn'}
          >
            <summary>
              <span className={css.mark} aria-hidden="true">
                {mark}
              </span>
              {label} <span className="hint">{some.length}</span>
            </summary>
            <ul>
              {some.map(({ code, text }) => (
                <li key={code}>{id === 'pass' ? passText(code, told(text)) : told(text)}</li>
              ))}
            </ul>
          </details>
        );
      })}
    </section>
  );
});
