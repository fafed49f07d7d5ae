import type { Stores } from '../stores.ts';
import { resultOf, type StudyEntry, type StudyResult } from '../worklist/study-entry.ts';
import type { ModelDesk } from './model-desk.ts';
import { readable } from './opinion.ts';
import type { ListedModel } from './state.ts';

/** What a standing second opinion works on. */
export type StandingStores = Pick<Stores, 'settings' | 'engine' | 'worklist' | 'models'>;

/** Whether the model in use has nothing to do: a second one may take the machine. */
const rests = (entries: ReadonlyMap<string, StudyEntry>): boolean =>
  [...entries.values()].every(
    ({ study, phase }) =>
      study === null ||
      (phase.kind !== 'queued' && phase.kind !== 'reading' && phase.kind !== 'analyzing'),
  );

/**
 * Which study is read next: those that the first model doesn't flag before those that it does, since there a second reading can find
 * what was missed; of each the most probable first.
 */
function nextOf(
  entries: Iterable<StudyEntry>,
  isOpen: (entry: StudyEntry, result: StudyResult) => boolean,
): StudyEntry | null {
  let next: StudyEntry | null = null;
  let most = Number.NEGATIVE_INFINITY;
  for (const entry of entries) {
    const result = readable(entry);
    if (result === null || !isOpen(entry, result)) continue;
    const { flagged, probabilities } = result.findings;
    const weight = probabilities.any + (flagged.length === 0 ? 2 : 0);
    if (weight > most) [next, most] = [entry, weight];
  }
  return next;
}

/**
 * Has the model that the settings name as the standing second opinion read every study, one after the other, while the model in use rests;
 * gives way in mid-study as soon as that one has work, and at the pause of the list. A model that doesn't start is told of in the
 * models' store and left alone until another choice. Returns how to end it.
 */
export function standingOpinion(stores: StandingStores, desk: ModelDesk): () => void {
  const { settings, engine, worklist, models } = stores;
  /** Results, by study, that the second model failed at: not again. */
  const failed = new Map<string, string>();
  let underWay: AbortController | null = null;

  const chosen = (): ListedModel | null => {
    const { standingOpinion: folder } = settings.getState();
    const { listed, current } = models.getState();
    const model = (listed ?? []).find((each) => each.folder === folder && folder !== '');
    return model === undefined || model.source === current ? null : model;
  };
  const mayRead = (): boolean =>
    models.getState().standingTrouble === null &&
    engine.getState().phase === 'ready' &&
    !worklist.getState().paused &&
    rests(worklist.getState().entries);
  const isOpen = ({ key }: StudyEntry, { analysisKey }: StudyResult): boolean =>
    failed.get(key) !== analysisKey && models.getState().opinions.get(key)?.besides !== analysisKey;

  /** Reads one study. */
  const read = async (model: ListedModel, entry: StudyEntry, stop: AbortController) => {
    const outcome = await desk.askMeanwhile(entry.key, model, stop.signal, (reason) => {
      const { standingOpinion: wanted } = settings.getState();
      if (wanted === model.folder) models.setState({ standingTrouble: reason });
    });
    const result = resultOf(entry);
    const wasStopped = !outcome.ok && outcome.reason.code === 'no-run';
    if (!outcome.ok && !wasStopped && result !== null) failed.set(entry.key, result.analysisKey);
  };

  const look = (): void => {
    const model = chosen();
    if (model === null || !mayRead()) {
      underWay?.abort();
      return;
    }
    if (underWay !== null) return;
    const entry = nextOf(worklist.getState().entries.values(), isOpen);
    if (entry === null) return;
    const stop = new AbortController();
    underWay = stop;
    void read(model, entry, stop).finally(() => {
      underWay = null;
      look();
    });
  };
  const anew = (now: { standingOpinion: string }, before: { standingOpinion: string }): void => {
    if (now.standingOpinion === before.standingOpinion) return;
    underWay?.abort();
    failed.clear();
    models.setState({ standingTrouble: null });
    void desk.refresh().then(look);
  };
  const ends = [
    settings.subscribe(anew),
    engine.subscribe(look),
    worklist.subscribe(look),
    models.subscribe((now, before) => {
      if (now.current !== before.current || now.listed !== before.listed) look();
    }),
  ];
  void desk.refresh().then(look);
  return () => {
    for (const end of ends) end();
    underWay?.abort();
  };
}
