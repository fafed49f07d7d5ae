import type { StudyEntry, SuitabilityCheck } from '#store';
import css from './suitability-list.module.css';

const OUTCOMES: readonly {
  readonly id: SuitabilityCheck['outcome'];
  readonly mark: string;
  readonly label: string;
}[] = [
  { id: 'block', mark: '✕', label: 'Sets it aside' },
  { id: 'warn', mark: '!', label: 'Take care' },
  { id: 'unknown', mark: '?', label: 'Not stated' },
  { id: 'pass', mark: '✓', label: 'As measured' },
];

/** The series held against the conditions that the model was measured under. */
export function SuitabilityList({ entry }: { readonly entry: StudyEntry }) {
  const checks = entry.suitability;
  if (checks.length === 0) return null;
  return (
    <section>
      <h3>Suitability</h3>
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
                <li key={code}>{text}</li>
              ))}
            </ul>
          </details>
        );
      })}
    </section>
  );
}
