/** Figures with goals: each told as soon as it is known, each measured within a limit of time of its own, all within one of them all. */

/** What is to be reached. */
export interface Goal {
  readonly name: string;
  readonly unit: 's' | 'ms';
  /** Met below this. */
  readonly below: number;
}

/** Tells a figure's value; `doubt`: what it is made of, and why it may say little. */
export type TellValue<Id extends string> = (id: Id, value: number, doubt?: string) => void;

/** What is measured in one go, and gives one or several figures. */
export interface Part<Id extends string, App> {
  readonly figures: readonly Id[];
  readonly limitMs: number;
  measure(app: App, tell: TellValue<Id>): Promise<void>;
}

/** A figure as it came out; `value` is null where it was not measured, and `doubt` says why; otherwise what else is to be said of it. */
export interface Figure {
  readonly name: string;
  readonly unit: Goal['unit'];
  readonly goal: number;
  readonly value: number | null;
  /** Of the other build, measured just before. */
  readonly before: number | null;
  /** What was said of that one. */
  readonly beforeDoubt: string | null;
  readonly met: boolean | null;
  readonly doubt: string | null;
}

interface Stoppable {
  /** Ends what is being measured: it rejects. */
  closePages(): Promise<void>;
}

/** Under this much nothing is begun any more. */
const LEAST_MS = 5000;

/** Gives up a measurement after its time; what it still does comes to nothing. */
async function limited(work: Promise<void>, ms: number, app: Stoppable): Promise<void> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`given up after ${(ms / 1000).toFixed(0)} s`)), ms);
  });
  work.catch(() => undefined);
  try {
    await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
    await app.closePages();
  }
}

/**
 * Measures part after part, of an older build first where there is one; `say` hears each figure at once. A part that fails or takes too
 * long costs its own figures and no others. All are done `within` so many ms of `clock`.
 */
export async function measureFigures<Id extends string, App extends Stoppable>(
  goals: Readonly<Record<Id, Goal>>,
  parts: readonly Part<Id, App>[],
  apps: { readonly now: App; readonly before: App | null },
  how: {
    readonly within: number;
    readonly clock: () => number;
    readonly say: (figure: Figure) => void;
  },
): Promise<readonly Figure[]> {
  const { clock, say } = how;
  const end = clock() + how.within;
  const figures: Figure[] = [];
  for (const { figures: ids, limitMs, measure } of parts) {
    const before = new Map<Id, { readonly value: number; readonly doubt: string | null }>();
    const told = new Set<Id>();
    const tell = (id: Id, value: number | null, doubt: string | null): void => {
      if (told.has(id)) return;
      told.add(id);
      const { name, unit, below } = goals[id];
      const met = value === null ? null : value < below;
      const figure = {
        name,
        unit,
        goal: below,
        value,
        before: before.get(id)?.value ?? null,
        beforeDoubt: before.get(id)?.doubt ?? null,
        met,
        doubt,
      };
      figures.push(figure);
      say(figure);
    };
    let why = 'it was not told';
    const run = async (app: App, hear: TellValue<Id>): Promise<void> => {
      const ms = Math.min(limitMs, end - clock());
      if (ms < LEAST_MS) throw new Error('no time left');
      await limited(measure(app, hear), ms, app);
    };
    try {
      if (apps.before !== null) {
        // An older build that can't be measured is no reason not to measure this one.
        await run(
          apps.before,
          (id, value, doubt) => void before.set(id, { value, doubt: doubt ?? null }),
        ).catch(() => undefined);
      }
      await run(apps.now, (id, value, doubt) => tell(id, value, doubt ?? null));
    } catch (error) {
      why = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    }
    for (const id of ids) tell(id, null, why);
  }
  return figures;
}

const shown = (value: number, unit: Goal['unit']): string =>
  `${value.toFixed(unit === 's' ? 2 : 0)} ${unit}`;

/** "list scroll, p95             48 ms   goal 50 ms   met". */
export function figureLine(figure: Figure): string {
  const { name, unit, goal, value, before, beforeDoubt, met, doubt } = figure;
  const parts = [
    name.padEnd(46),
    (value === null ? 'not measured' : shown(value, unit)).padStart(12),
    `goal ${shown(goal, unit)}`.padEnd(14),
    met === null ? '' : met ? 'met' : 'MISSED',
    before === null || value === null
      ? ''
      : `before ${shown(before, unit)}, now / before ${(value / before).toFixed(2)}`,
    doubt === null ? '' : `(${doubt}${beforeDoubt === null ? '' : `; before: ${beforeDoubt}`})`,
  ];
  return parts.filter((part) => part !== '').join('  ');
}
