/** What a code means to a person: full sentences, ready to show. Never patient data, never a judgment of the images. */
export interface Advice {
  /** What happened, or what was checked. */
  readonly happened: string;
  /** What to do. */
  readonly advice: string;
}

/** Advice by code. */
export type AdviceTable = Readonly<Record<string, Advice>>;
