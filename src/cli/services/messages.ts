import type { EngineKind } from '#base';
import type { StudyWork, WorkResult } from '#queue';
import type { SrForm } from '#report';
import type { OperatingPointName } from '#triage';

/** What a study thread is started with: the command's options, as they can be sent. Credentials come from the environment. */
export interface ThreadSetup {
  readonly address: string;
  readonly insecure: boolean;
  readonly model: string | null;
  readonly engine: EngineKind | null;
  readonly operatingPoint: OperatingPointName;
  readonly out: string | null;
  readonly sr: SrForm;
  readonly writeBack: boolean;
}

/** To the thread: work, whether what came of it may be kept, or that a PACS that is away is not to be waited for any more. */
export type ToThread =
  | { readonly kind: 'work'; readonly work: StudyWork; readonly isLast: boolean }
  | { readonly kind: 'ours'; readonly isOurs: boolean }
  | { readonly kind: 'hurry' };

/** From the thread. One answer to each piece of work. */
export type FromThread =
  | { readonly kind: 'ready'; readonly engine: string; readonly modelHash: string }
  | { readonly kind: 'unready'; readonly text: string; readonly isUsage: boolean }
  | { readonly kind: 'away' }
  /** The folder for results takes nothing, and is waited for. */
  | { readonly kind: 'unwritable'; readonly text: string }
  /** Is the work still this worker's? Asked before anything is kept of it, and when it was. */
  | { readonly kind: 'ours?' }
  /** `kept`: the studies of which it still has what looks fetched. */
  | { readonly kind: 'done'; readonly result: WorkResult; readonly kept: readonly string[] }
  | {
      readonly kind: 'failed';
      readonly text: string;
      readonly hopeless: boolean;
      readonly alarm: boolean;
      readonly lost: boolean;
      /** Where it is lost: what was stored of it all the same. */
      readonly storedLate: readonly string[];
      readonly kept: readonly string[];
    };
