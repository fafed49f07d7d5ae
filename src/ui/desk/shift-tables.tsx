import type { ReactNode } from 'react';
import type { ShiftSummary } from '#store';
import { t, told } from '#texts';
import { waitingWords } from '#triage';
import css from './shift-report.module.css';
import {
  CARE_WORDS,
  durationText,
  keysOf,
  momentText,
  RESULT_WORDS,
  resultText,
} from './shift-words.ts';

interface Props {
  readonly summary: ShiftSummary;
}

function Table(props: {
  readonly caption: string;
  readonly note?: ReactNode;
  readonly head: readonly string[];
  readonly testId: string;
  /** Whether all columns but the first are numbers. */
  readonly numbers?: boolean;
  readonly children: ReactNode;
}) {
  return (
    <div className={css.box}>
      <table className={props.numbers ? css.numbers : undefined} data-testid={props.testId}>
        <caption>
          {props.caption}{' '}
          {props.note === undefined ? null : <span className="hint">{props.note}</span>}
        </caption>
        <thead>
          <tr>
            {props.head.map((name) => (
              <th key={name} scope="col">
                {name}
              </th>
            ))}
          </tr>
        </thead>
        {props.children}
      </table>
    </div>
  );
}

const count = (number: number) => (number === 0 ? <span className={css.zero}>0</span> : number);

/** What came, by what became of it and how far people are with it. */
export function Came({ summary }: Props) {
  const { results, cares, caresOf, studies } = summary;
  const states = keysOf(CARE_WORDS);
  return (
    <Table
      caption={t('What came')}
      testId="shift-came"
      numbers
      head={[t('Result'), ...states.map((care) => CARE_WORDS[care]), t('All')]}
    >
      <tbody>
        {keysOf(RESULT_WORDS).map((result) => (
          <tr key={result} data-result={result}>
            <th scope="row">{RESULT_WORDS[result]}</th>
            {states.map((care) => (
              <td key={care}>{count(caresOf[result][care])}</td>
            ))}
            <td>{count(results[result])}</td>
          </tr>
        ))}
      </tbody>
      <tfoot>
        <tr>
          <th scope="row">{t('All')}</th>
          {states.map((care) => (
            <td key={care}>{count(cares[care])}</td>
          ))}
          <td>{studies.length}</td>
        </tr>
      </tfoot>
    </Table>
  );
}

/** How long studies waited until somebody first saw them. */
export function Waits({ summary }: Props) {
  const cap = told(waitingWords(summary.cap));
  return (
    <Table
      caption={t('Waiting times')}
      note={t('from arrival until somebody first opened, acknowledged or finished it')}
      testId="shift-waits"
      numbers
      head={[
        t('Result'),
        t('Seen'),
        t('Median'),
        t('Worst'),
        t('Unread'),
        t('Longest so far'),
        t('Over {cap}', { cap }),
      ]}
    >
      <tbody>
        {summary.waits.map(({ result, seen, median, worst, waiting, longest, overCap }) => (
          <tr key={result ?? 'all'} className={result === null ? css.all : undefined}>
            <th scope="row">{result === null ? t('All') : RESULT_WORDS[result]}</th>
            <td>{count(seen)}</td>
            <td>{durationText(median)}</td>
            <td>{durationText(worst)}</td>
            <td>{count(waiting)}</td>
            <td>{durationText(longest)}</td>
            <td>{count(overCap)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

const numbersText = (numbers: readonly number[]): string =>
  numbers.map((number) => `#${number}`).join(', ');

/** Why what was not analyzed. */
export function Reasons({ summary }: Props) {
  if (summary.notAnalyzed.length === 0) return null;
  return (
    <Table
      caption={t('Not analyzed, and why')}
      testId="shift-reasons"
      head={[t('Because'), t('Studies'), t('Which')]}
    >
      <tbody>
        {summary.notAnalyzed.map(({ reason, numbers }) => (
          <tr key={reason}>
            <td>{told(reason)}</td>
            <td>{numbers.length}</td>
            <td>{numbersText(numbers)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Where readers and the model differ. */
export function Verdicts({ summary }: Props) {
  const { disagreements, studies, to } = summary;
  const given = studies.filter(({ verdict }) => verdict !== null).length;
  if (given === 0) return <p className="hint">{t('No reader gave a verdict in this shift.')}</p>;
  if (disagreements.length === 0) {
    return <p className="hint">{t('No disagreement: {given} with a verdict.', { given })}</p>;
  }
  return (
    <Table
      caption={t('Disagreements')}
      note={t('{count} of {given} with a verdict', { count: disagreements.length, given })}
      testId="shift-disagreements"
      head={[t('Study'), t('Result'), t('Verdict'), t('When')]}
    >
      <tbody>
        {disagreements.map((study) => (
          <tr key={study.number}>
            <td>#{study.number}</td>
            <td>{resultText(study)}</td>
            <td>{told(study.disagreement ?? '')}</td>
            <td>{momentText(study.verdictAt, to)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}

/** Every study that came, in order. */
export function Studies({ summary }: Props) {
  const { studies, to } = summary;
  const signed = (at: string | null, by: string) => `${momentText(at, to)} ${by}`.trim();
  return (
    <Table
      caption={t('Studies in order of arrival')}
      testId="shift-studies"
      head={[
        t('Study'),
        t('Result'),
        t('Received'),
        t('Waited'),
        t('Opened'),
        t('Acknowledged'),
        t('Done'),
      ]}
    >
      <tbody>
        {studies.map((study) => (
          <tr key={study.number} data-result={study.result}>
            <td>#{study.number}</td>
            <td>{resultText(study)}</td>
            <td>{momentText(study.receivedAt, to)}</td>
            <td>
              {told(waitingWords(study.waited))}
              {study.seen ? '' : t(', unread')}
            </td>
            <td>{momentText(study.openedAt, to)}</td>
            <td>{signed(study.acknowledgedAt, study.acknowledgedBy)}</td>
            <td>{signed(study.doneAt, study.doneBy)}</td>
          </tr>
        ))}
      </tbody>
    </Table>
  );
}
