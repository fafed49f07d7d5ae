/** How far a study in the queue has come, as far as turns go. */
export interface TurnState {
  readonly key: string;
  /**
   * After the first interim findings: their probability of `any`, by which the finer passes are ordered; NaN where no slice
   * of them could be asked about. Before: null.
   */
  readonly suspicion: number | null;
  /** A closer look is to come, and a better guess with it. */
  readonly closerLookDue: boolean;
  /** Workers that died in this study's turn. */
  readonly deaths: number;
}

/** While the model is at one study's slice, the next one of another is decoded: neither waits at a study's end. */
const TURNS_AT_ONCE = 2;

/** Nothing is known yet of a study whose first look met no brain or nothing readable: it does not wait behind the harmless ones. */
const urgencyOf = ({ suspicion }: TurnState): number =>
  suspicion === null || Number.isNaN(suspicion) ? 1 : suspicion;

/**
 * Whose turn it is beside those under way: the preferred study's and nobody else's; then those without a first look in order of
 * arrival, then those to be looked at closer, then the most suspicious. A study in whose turn a worker died has its turns
 * alone and last: when it happens again, no other can be to blame. So many have a turn `atOnce`. `queue` is in order of arrival and holds those under way, too.
 */
export function nextTurn<Study extends TurnState>(
  queue: readonly Study[],
  underWay: ReadonlySet<Study>,
  preferred: string | null,
  atOnce = TURNS_AT_ONCE,
): Study | undefined {
  const alone = underWay.size === 0;
  if (underWay.size >= atOnce || [...underWay].some(({ deaths }) => deaths > 0)) return;
  const first = queue.find(({ key }) => key === preferred);
  if (first !== undefined) {
    return underWay.has(first) || (first.deaths > 0 && !alone) ? undefined : first;
  }
  const waiting = queue.filter((study) => !underWay.has(study));
  const trusted = waiting.filter(({ deaths }) => deaths === 0);
  const byUrgency = [...trusted].sort((x, y) => urgencyOf(y) - urgencyOf(x));
  return (
    trusted.find(({ suspicion }) => suspicion === null) ??
    byUrgency.find(({ closerLookDue }) => closerLookDue) ??
    byUrgency[0] ??
    (alone ? waiting[0] : undefined)
  );
}
