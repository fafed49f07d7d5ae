/** A study to be worked on. Holds no patient data but the UID. */
export interface StudyWork {
  /** Study Instance UID. */
  readonly study: string;
  /** A look at a few slices, for the order; or the whole study, for the result. */
  readonly stage: 'look' | 'whole';
  /** Objects of the study when it was put in, results left out; null: not known. A grown study is other work. */
  readonly objects: number | null;
  /** Tells what a study is now from what it was when it had as many objects before; '' and nothing said are the same. */
  readonly state?: string;
  /** It is to be done again since it is another patient's, with the same objects: a result in the PACS went there with it. */
  readonly isMerged?: boolean;
  /** UID of the work item that asks for it, if one does: the same study for another item is other work. */
  readonly item?: string;
}

/** What came of it: numbers and words without patient data, as JSON. */
export interface WorkResult {
  /** How urgent the study is, 0 (not at all) to 100; null where that is not known. */
  readonly urgency: number | null;
  readonly summary: Readonly<Record<string, unknown>>;
  /** The objects of the result that are in the PACS now. */
  readonly outputs?: readonly ResultObject[];
  /** Why there are none, where they were to be stored. */
  readonly whyNone?: string;
}

/** An object of a result, named by its content: says nothing of the patient. */
export interface ResultObject {
  readonly sopClassUid: string;
  readonly sopInstanceUid: string;
  readonly seriesInstanceUid: string;
}

/**
 * Does a piece of work. A rejection is a failed attempt; with {@link HopelessError} the last one, with {@link LostWorkError} none. `isOurs`:
 * whether it is still this worker's; to be asked before anything is kept of it.
 */
export type Handle = (
  work: StudyWork,
  attempt: number,
  isOurs: () => Promise<boolean>,
) => Promise<WorkResult>;

/** What goes wrong for certain, however often it is tried. */
export class HopelessError extends Error {
  override readonly name = 'HopelessError';
}

/** What was worked on is another worker's now, or done by it: nothing of it may be kept here. */
export class LostWorkError extends Error {
  override readonly name = 'LostWorkError';
  /** SOP Instance UIDs of what was stored before that was known: in the PACS it may stand beside what the other stored. */
  readonly storedLate: readonly string[];

  constructor(message: string, storedLate: readonly string[] = []) {
    super(message);
    this.storedLate = storedLate;
  }
}

/** This worker was silent for too long, and the work is another's; or another worker still has what the look at it fetched, or is at it though the queue does not know; or it is done, and the queue forgot it. */
export type WhyLeft = 'kept-elsewhere' | 'at-work-elsewhere' | 'done' | 'lost';

/** What a consumer tells. */
export interface ConsumerEvents {
  /** `isLast`: it is among the failed now. */
  readonly onFailed: (work: StudyWork, attempt: number, reason: string, isLast: boolean) => void;
  /** A worker took it and did not come back: somebody else gets it. */
  readonly onStalled: (name: string) => void;
  /** The queue itself is in trouble: it does not answer, or has lost what it held. */
  readonly onTrouble: (text: string) => void;
  /** What was taken is not worked on. */
  readonly onLeft: (work: StudyWork, why: WhyLeft) => void;
  /** Another worker is at what is worked on here: the queue lost this one's lock, and gave it away. */
  readonly onDoubled: (name: string) => void;
}

/** Takes work out of the queue, one piece at a time, the most urgent first. */
export interface Consumer {
  /** Takes no more, and resolves when what is under way is done. */
  stop(): Promise<void>;
}

/** Work that was tried as often as it may be. */
export interface FailedWork extends StudyWork {
  readonly attempts: number;
  readonly reason: string;
  /** Milliseconds since 1970; null where it is not known. */
  readonly at: number | null;
}

/** How much there is of what. */
export interface QueueCounts {
  readonly waiting: number;
  readonly active: number;
  /** Waits for its next attempt. */
  readonly delayed: number;
  readonly failed: number;
  readonly done: number;
}

/**
 * Studies that wait for work. At least once, never exactly once: a worker that dies, or loses its lock, has its study done again, and the
 * name of the result makes it one. Rejects with AppError 'queue-unreachable' where the queue does not answer.
 */
export interface StudyQueue {
  /**
   * Puts work in; what is there, or was done, is left as it is. A look goes before all that was not looked at and behind what a look found;
   * a whole study has the urgency that its look found, if there was one. Gives how many were new.
   */
  add(works: readonly StudyWork[]): Promise<number>;
  /** `keeps`: whether what a look fetched of a study is still here. The whole of it comes here, then, where nothing more urgent waits. */
  consume(handle: Handle, events: ConsumerEvents, keeps?: (study: string) => boolean): Consumer;
  counts(): Promise<QueueCounts>;
  failed(): Promise<readonly FailedWork[]>;
  /** Has failed work tried again, all or a study's. Gives how many. */
  retry(study?: string): Promise<number>;
  /** Puts what waits of a study before everything else. False: nothing of it waits. */
  first(study: string): Promise<boolean>;
  /** Why it may lose what it holds, or have it wait for too long, for those who run it; null where it doesn't. */
  risk(): Promise<string | null>;
  /** Nobody takes work until it is resumed. */
  hold(): Promise<void>;
  resume(): Promise<void>;
  isHeld(): Promise<boolean>;
  close(): Promise<void>;
}

/** How often a piece of work is tried, and milliseconds before the second attempt; twice as long before the third. */
export const ATTEMPTS = 3;
export const RETRY_MS = 15_000;

/** Work by name: the same study in the same state is the same work, however often it is put in. A study is looked at once. */
export function nameOf({ study, stage, objects, state = '', item = '' }: StudyWork): string {
  if (stage === 'look') return `look-${study}`;
  const more = [state, item].filter(Boolean).map((text) => `-${text}`);
  return `whole-${study}-${objects ?? 'all'}${more.join('')}`;
}

/** The look at a study, by name. */
export const lookOf = (study: string): string => nameOf({ study, stage: 'look', objects: null });

/** What a name is of. */
export function workNamed(name: string): Pick<StudyWork, 'stage' | 'study'> {
  const [stage, study = ''] = name.split('-');
  return { stage: stage === 'look' ? 'look' : 'whole', study };
}

/** Above every other. */
export const FOREMOST = 1;
const STEPS = 100;

/** Places in the queue, as BullMQ counts them: 1 is the first. Urgency 100 comes behind what was put first by hand. */
const placeOf = (urgency: number): number =>
  FOREMOST + 1 + Math.round((100 - Math.min(100, Math.max(0, urgency))) * STEPS);

/** A flag begins at 20 (triage): a look goes before what is not flagged, and behind what is. */
const LOOK_PLACE = placeOf(20) - 1;
/** What was not looked at yet counts as unknown, as in the worklist. */
const UNKNOWN_PLACE = placeOf(20);

/** Where work begins. `urgency`: what the look at its study found, null where there was none. */
export function firstPlaceOf({ stage }: StudyWork, urgency: number | null): number {
  if (stage === 'look') return LOOK_PLACE;
  return urgency === null ? UNKNOWN_PLACE : placeOf(urgency);
}

/** Where work goes by what the look at its study found: what was put first by hand stays there, as does all where nothing was found. */
export const rankedPlaceOf = (place: number, urgency: number | null): number =>
  place === FOREMOST || urgency === null ? place : placeOf(urgency);

/**
 * Whether work at a place may go before that at the head of the queue: neither was flagged, nor put first by hand, and they differ by
 * less than one point of a hundred.
 */
export const isAsUrgent = (place: number, head: number): boolean =>
  head >= UNKNOWN_PLACE && place - head < STEPS;
