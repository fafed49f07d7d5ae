import { memoryUsage } from 'node:process';
import type { QueueCounts } from '#queue';
import { FROM_ZERO, HELP } from './metric-help.ts';

type Fields = Readonly<Record<string, unknown>>;

interface Timing {
  count: number;
  seconds: number;
}

const PREFIX = 'ich_triage';

/** What a service tells of itself: JSON lines as things happen, and numbers in Prometheus' text format when it is asked. No patient data. */
export class Health {
  readonly #print: (line: string) => void;
  readonly #counted = new Map<string, number>(
    FROM_ZERO.map((name) => [`${PREFIX}_${name}_total`, 0]),
  );
  readonly #timed = new Map<string, Timing>();
  #lastList: number | null = null;
  #queue: QueueCounts | null = null;
  #held = false;

  constructor(print: (line: string) => void) {
    this.#print = print;
  }

  /** A line: when, what, and what there is to say of it. */
  tell(event: string, fields: Fields = {}): void {
    this.#print(JSON.stringify({ at: new Date().toISOString(), event, ...fields }));
  }

  /** Counts something, such as studies by stage and outcome. */
  count(name: string, labels: Readonly<Record<string, string>> = {}): void {
    const key = `${PREFIX}_${name}_total${withLabels(labels)}`;
    this.#counted.set(key, (this.#counted.get(key) ?? 0) + 1);
  }

  /** Takes down how long a piece of work took. */
  time(stage: string, seconds: number): void {
    const timing = this.#timed.get(stage) ?? { count: 0, seconds: 0 };
    timing.count += 1;
    timing.seconds += seconds;
    this.#timed.set(stage, timing);
  }

  /** The PACS gave its list. */
  listed(at: number): void {
    this.#lastList = at;
  }

  queue(counts: QueueCounts | null, held: boolean): void {
    this.#queue = counts;
    this.#held = held;
  }

  /** The numbers, in Prometheus' text format (0.0.4). */
  metrics(): string {
    const names = new Set([...this.#counted.keys()].map((key) => key.replace(/\{.*/, '')));
    const counters = [...names]
      .sort()
      .flatMap((name) => [
        head(name, 'counter'),
        ...[...this.#counted]
          .filter(([key]) => key.replace(/\{.*/, '') === name)
          .map(([key, value]) => `${key} ${value}`),
      ]);
    const timings = [...this.#timed].flatMap(([stage, { count, seconds }]) => [
      `${PREFIX}_work_seconds_sum${withLabels({ stage })} ${seconds.toFixed(3)}`,
      `${PREFIX}_work_seconds_count${withLabels({ stage })} ${count}`,
    ]);
    const queued = Object.entries(this.#queue ?? {}).map(
      ([state, value]) => `${PREFIX}_queue_studies${withLabels({ state })} ${value}`,
    );
    return [
      ...counters,
      ...headed(head(`${PREFIX}_work_seconds`, 'summary'), timings),
      ...headed(head(`${PREFIX}_queue_studies`, 'gauge'), queued),
      ...gauge('queue_up', this.#queue === null ? 0 : 1),
      ...gauge('queue_held', this.#held ? 1 : 0),
      ...(this.#lastList === null
        ? []
        : gauge('pacs_last_list_timestamp_seconds', this.#lastList / 1000)),
      ...gauge('resident_memory_bytes', memoryUsage.rss()),
      '',
    ].join('\n');
  }
}

/** The lines before a number: what it is, and of which kind. */
const head = (name: string, kind: 'counter' | 'gauge' | 'summary'): string =>
  `# HELP ${name} ${HELP[name.slice(PREFIX.length + 1)] ?? ''}\n# TYPE ${name} ${kind}`;

const headed = (above: string, lines: readonly string[]): readonly string[] =>
  lines.length === 0 ? [] : [above, ...lines];

const gauge = (name: string, value: number): readonly string[] => [
  head(`${PREFIX}_${name}`, 'gauge'),
  `${PREFIX}_${name} ${value}`,
];

function withLabels(labels: Readonly<Record<string, string>>): string {
  const pairs = Object.entries(labels).map(
    ([name, value]) => `${name}="${value.replace(/[\\"\n]/g, '_')}"`,
  );
  return pairs.length === 0 ? '' : `{${pairs.join(',')}}`;
}
