import type { ReasonCode } from './reason-codes.ts';

/**
 * A bug or a broken environment: thrown. Expected outcomes (a file skipped, a slice that does not decode)
 * are values with a {@link Reason} instead.
 */
export class AppError extends Error {
  readonly code: ReasonCode;
  /** Facts for the diagnostics; never patient data. */
  readonly data: Readonly<Record<string, unknown>>;

  constructor(
    code: ReasonCode,
    message: string,
    options: { readonly data?: Readonly<Record<string, unknown>>; readonly cause?: unknown } = {},
  ) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.name = 'AppError';
    this.code = code;
    this.data = options.data ?? {};
  }
}

/** Why something was not done, or is to be taken with care. `text` is a plain sentence part, ready to show. */
export interface Reason {
  readonly code: ReasonCode;
  /** What happened, in words: "JPEG process 6 is retired and not supported". */
  readonly text: string;
}

/** An expected outcome: a value, or why there is none. */
export type Outcome<T, R extends Reason = Reason> =
  | { readonly ok: true; readonly value: T }
  | { readonly ok: false; readonly reason: R };

/** A good outcome. */
export const ok = <T>(value: T): { readonly ok: true; readonly value: T } => ({ ok: true, value });

/** An outcome that did not come about, and why. */
export const notOk = (
  code: ReasonCode,
  text: string,
): { readonly ok: false; readonly reason: Reason } => ({ ok: false, reason: { code, text } });

/** Makes unhandled members of a union a compile error. */
export function assertNever(value: never): never {
  throw new AppError('unreachable', `Unhandled case: ${JSON.stringify(value)}`);
}

/** The message of anything that can be thrown; never empty, as it may be all the reason that a person gets. */
export function messageOf(error: unknown): string {
  const message = error instanceof Error ? error.message.trim() || error.name : String(error);
  return message.trim() || 'an error without a message';
}

/**
 * Whether fflate threw it: what was to be inflated is damaged. Of errors without a name of their own (a DOMException has one) only its have a number for a
 * code.
 */
export const isInflateFault = (error: unknown): boolean =>
  error instanceof Error &&
  error.name === 'Error' &&
  'code' in error &&
  typeof error.code === 'number';

/** Why something failed, of what was thrown; `otherwise` is the code of what is no {@link AppError}. */
export const reasonFrom = (error: unknown, otherwise: ReasonCode): Reason => ({
  code: error instanceof AppError ? error.code : otherwise,
  text: messageOf(error),
});
