/** What the figures beside a PACS are held to, and whether they are there. */

/** A figure, in words, and its goal. */
export interface Verdict {
  readonly what: string;
  readonly figure: string;
  readonly goal: string;
  /** Null: this run is too small to say. */
  readonly met: boolean | null;
}

const verdict = (what: string, figure: string, goal: string, met: boolean | null): Verdict => ({
  what,
  figure,
  goal,
  met,
});

const fixed = (value: number): string => value.toFixed(2);

export const fetchVerdicts = (of: {
  readonly megabytesPerSecond: number;
  readonly ratio: number;
}): readonly Verdict[] => [
  verdict(
    'whole studies into the worklist',
    `${of.megabytesPerSecond.toFixed(0)} MB/s, ${fixed(of.ratio)} of a bare fetch`,
    '60 MB/s or 0.9',
    of.megabytesPerSecond >= 60 || of.ratio >= 0.9,
  ),
];

export const arrivalVerdicts = (of: {
  readonly toRank: number;
  readonly afterSeen: number;
}): readonly Verdict[] => [
  verdict('arrival to rank', `${of.toRank.toFixed(1)} s`, 'under 20 s', of.toRank < 20),
  verdict('rank after it was seen', `${of.afterSeen.toFixed(1)} s`, 'under 3 s', of.afterSeen < 3),
];

/** A look's cost: median of the rounds. */
interface LookCost {
  readonly megabytes: number;
  readonly seconds: number;
}

export const lookVerdicts = (of: {
  readonly rounds: number;
  /** Rounds in which both looks said the same, and in which the one was in part. */
  readonly same: number;
  readonly isPart: number;
  readonly inPart: LookCost;
  readonly whole: LookCost;
}): readonly Verdict[] => {
  const costs = ({ megabytes, seconds }: LookCost) =>
    `${fixed(megabytes)} MB and ${fixed(seconds)} s`;
  return [
    verdict(
      'a first look in part',
      `${costs(of.inPart)} to the rank, at the whole ${costs(of.whole)}; ${of.isPart} of ${of.rounds} in part, ${of.same} of ${of.rounds} ranked alike`,
      'each ranked alike, fewer bytes, no later',
      of.same === of.rounds &&
        of.isPart === of.rounds &&
        of.inPart.megabytes < of.whole.megabytes &&
        of.inPart.seconds <= of.whole.seconds,
    ),
  ];
};

export const workerVerdicts = (of: {
  readonly speedup: number;
  readonly atBest: number;
  /** Seconds of processor for a study, with one worker and with two. */
  readonly cpuAStudy: { readonly one: number; readonly two: number };
}): readonly Verdict[] => [
  verdict(
    'two workers against one',
    `${fixed(of.speedup)} times; these cores, which serve besides, allow ${fixed(of.atBest)}; a study takes ${fixed(of.cpuAStudy.one)} and ${fixed(of.cpuAStudy.two)} core-seconds`,
    '1.8 times',
    of.speedup >= 1.8,
  ),
];

/** Studies and minutes of killing that the goal is about. */
const KILLS = { studies: 200, minutes: 5 };

export function killVerdicts(of: {
  readonly studies: number;
  /** For which there was killing. */
  readonly killed: { readonly minutes: number };
  readonly withoutResult: number;
  /** Still in the queue when the time was over: of those without a result, so many were not come to. */
  readonly left: number;
  readonly withMoreThanOne: number;
  readonly torn: number;
  readonly wrong: number;
  readonly failedForGood: number;
}): readonly Verdict[] {
  const lost = Math.max(0, of.withoutResult - of.left);
  const faults = lost + of.withMoreThanOne + of.torn + of.wrong + of.failedForGood;
  const isWhole =
    of.left === 0 && of.studies >= KILLS.studies && of.killed.minutes >= KILLS.minutes;
  return [
    verdict(
      'workers, queue and PACS killed at random',
      `killed for ${of.killed.minutes.toFixed(1)} minutes, ${of.studies - of.withoutResult} of ${of.studies} with a result, ${of.left} not come to in time, ${of.withMoreThanOne} with more than one, ${of.wrong} wrong, ${of.torn} torn, ${of.failedForGood} failed for good`,
      `${KILLS.studies} of ${KILLS.studies}, each once, none wrong, in ${KILLS.minutes} minutes of it`,
      // A fault is one at any size; none in a small run proves little.
      faults > 0 ? false : isWhole ? true : null,
    ),
  ];
}

/** Studies after which memory is looked at, and how much more it may be. */
const MEMORY = { first: 50, last: 500, most: 1.2 };

/** MiB that a service held around its first studies and around its last ones. */
export interface HeldMemory {
  readonly first: number;
  readonly last: number;
  readonly ratio: number;
}

export function memoryVerdicts(of: {
  /** Done, and of them those after which it was looked at first. */
  readonly studies: number;
  readonly firstAfter: number;
  readonly watch: HeldMemory;
  readonly worker: HeldMemory;
}): readonly Verdict[] {
  const isWhole = of.studies >= MEMORY.last && of.firstAfter === MEMORY.first;
  return (['watch', 'worker'] as const).map((who) => {
    const { first, last, ratio } = of[who];
    return verdict(
      `memory of ${who}`,
      `${first.toFixed(0)} MiB after ${of.firstAfter} studies, ${last.toFixed(0)} MiB after ${of.studies} (${fixed(ratio)})`,
      `at most ${MEMORY.most} times as much after ${MEMORY.last} as after ${MEMORY.first}`,
      isWhole ? ratio <= MEMORY.most : null,
    );
  });
}

/** After so many studies memory is looked at first: half of them where they are few. */
export const firstLook = (studies: number): number =>
  Math.min(MEMORY.first, Math.floor(studies / 2));

/** "memory of watch: 1.02 of ..., goal ...: met". */
export const verdictLine = ({ what, figure, goal, met }: Verdict): string =>
  `${what}: ${figure} (goal: ${goal}): ${met === null ? 'too small a run to say' : met ? 'met' : 'missed'}`;
