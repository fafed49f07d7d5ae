import { memo } from 'react';
import { HEMORRHAGE_TYPES, LABEL_ABBREVIATIONS } from '#base';
import { isSettled, keyOf, type ShortcutId, type StudyEntry } from '#store';
import { t, told } from '#texts';
import {
  type GivenVerdict,
  nextStep,
  standing,
  VERDICT_KINDS,
  type Verdict,
  type VerdictKind,
  type VerdictRecord,
  verdictWords,
} from '#verdicts';
import { useApp, useStore } from '../app-context.ts';
import { AlertPlace } from '../attention/alert-place.tsx';
import button from '../parts/button.module.css';
import { classes } from '../parts/classes.ts';
import { TypeIcon } from '../parts/icons.tsx';
import { withKeyText } from '../settings/key-text.ts';
import { useShortcuts } from '../settings/use-shortcuts.ts';
import { signedText } from '../worklist/care-text.ts';
import { useToday } from '../worklist/use-today.ts';
import css from './verdict-bar.module.css';

const KINDS: Readonly<Record<VerdictKind, { readonly label: string; readonly title: string }>> = {
  hemorrhage: {
    get label() {
      return t('Hemorrhage');
    },
    get title() {
      return t('You see hemorrhage');
    },
  },
  none: {
    get label() {
      return t('None');
    },
    get title() {
      return t('You see no hemorrhage; a word about hemorrhage alone');
    },
  },
  unsure: {
    get label() {
      return t('Unsure');
    },
    get title() {
      return t('You can’t tell');
    },
  },
};

/** What the reader says of the study, and the way on: the reveal to a blinded reader; done, and the next unread one. */
export const VerdictBar = memo(function VerdictBar({ entry }: { readonly entry: StudyEntry }) {
  const app = useApp();
  const { key } = entry;
  const record = useStore(app.verdicts, ({ byStudy }) => byStudy.get(key));
  const blinded = useStore(app.settings, (settings) => settings.blinded);
  const given = standing(record);
  const step = nextStep(record, blinded, isSettled(entry));
  const today = useToday();
  const withKey = useKeyHints();
  useShortcuts({
    'verdict-hemorrhage': () => app.giveVerdict(key, 'hemorrhage'),
    'verdict-none': () => app.giveVerdict(key, 'none'),
    'verdict-unsure': () => app.giveVerdict(key, 'unsure'),
    'type-epidural': () => app.toggleType(key, 'epidural'),
    'type-intraparenchymal': () => app.toggleType(key, 'intraparenchymal'),
    'type-intraventricular': () => app.toggleType(key, 'intraventricular'),
    'type-subarachnoid': () => app.toggleType(key, 'subarachnoid'),
    'type-subdural': () => app.toggleType(key, 'subdural'),
    finish: () => app.goOn(key),
  });
  const closed = step === 'verdict' || step === 'wait';
  const signed = signedWords(record, blinded, today);
  return (
    <section className={css.bar} aria-label={t('Your verdict')}>
      <span className={css.name}>{entry.hidden === true ? t('First verdict') : t('Verdict')}</span>
      <fieldset className={css.kinds}>
        <legend className="visually-hidden">{t('Your verdict, kept in this browser')}</legend>
        {VERDICT_KINDS.map((kind) => (
          <button
            key={kind}
            type="button"
            aria-pressed={given?.verdict.kind === kind}
            title={withKey(KINDS[kind].title, `verdict-${kind}`)}
            onClick={() => app.giveVerdict(key, kind)}
          >
            {KINDS[kind].label}
          </button>
        ))}
      </fieldset>
      <Types studyKey={key} verdict={given?.verdict ?? null} />
      <span className={classes('hint', css.signed)} title={signed} data-testid="verdict-signed">
        {signed}
      </span>
      <AlertPlace at="room" />
      <button
        type="button"
        className={classes(button.button, button.primary, css.next)}
        disabled={closed}
        title={closed ? CLOSED[step] : withKey(STEP_TITLES[step], 'finish')}
        onClick={() => app.goOn(key)}
      >
        {entry.hidden === true
          ? t('Reveal')
          : isFirst(given, blinded)
            ? t('Keep it; done, next')
            : t('Done, next')}
      </button>
    </section>
  );
});

const CLOSED = {
  get verdict() {
    return t('Give a verdict first');
  },
  get wait() {
    return t('The analysis has not ended: wait for it');
  },
} as const;

const STEP_TITLES = {
  get reveal() {
    return t('Shows the result; the first verdict can’t be changed after');
  },
  get finish() {
    return t('The verdict stands: done; opens the next unread study');
  },
} as const;

/** Whether the verdict that stands is the one from before the reveal. */
const isFirst = (given: GivenVerdict | null, blinded: boolean): boolean =>
  blinded && given?.stage === 'first';

/** When the verdict was given and by whom; after a reveal what the first one was. */
function signedWords(record: VerdictRecord | undefined, blinded: boolean, today: string): string {
  const given = standing(record);
  const first = standing(record, 'first');
  if (given === null) return '';
  const words = `${earlierWords(given.verdict)}${signedText(given, today)}`;
  if (!blinded || first === null || record?.blinded?.reveal == null) return words;
  const was = t('first: {verdict}, {signed}', {
    verdict: told(verdictWords(first.verdict)),
    signed: signedText(first, today),
  });
  return given === first ? was : t('{was}; final {words}', { was, words });
}

function Types(props: { readonly studyKey: string; readonly verdict: Verdict | null }) {
  const { studyKey, verdict } = props;
  const app = useApp();
  const withKey = useKeyHints();
  const named = verdict?.kind === 'hemorrhage' ? verdict : null;
  return (
    <fieldset className={classes(css.types, named === null && css.faint)}>
      <legend className="visually-hidden">{t('Types of hemorrhage')}</legend>
      {HEMORRHAGE_TYPES.map((type) => (
        <button
          key={type}
          type="button"
          data-type={type}
          aria-pressed={named?.types.includes(type) === true}
          title={withKey(told(type), `type-${type}`)}
          onClick={() => app.toggleType(studyKey, type)}
        >
          <TypeIcon label={type} />
          {LABEL_ABBREVIATIONS[type]}
          <span className="visually-hidden">{told(type)}</span>
        </button>
      ))}
      {named?.asFlagged === true ? <span className="hint">{t('as flagged')}</span> : null}
    </fieldset>
  );
}

/** Of a verdict on the flag, as earlier versions asked for, no button is on. */
const earlierWords = (verdict: Verdict): string =>
  verdict.kind === 'agree' || verdict.kind === 'disagree' ? `${told(verdictWords(verdict))}, ` : '';

/** Adds the key of an action to what a button says of itself. */
function useKeyHints(): (title: string, id: ShortcutId) => string {
  const app = useApp();
  const changes = useStore(app.settings, ({ shortcuts }) => shortcuts);
  return (title, id) => withKeyText(title, keyOf(id, changes));
}
