/** What happened and what to do, by the code of a reason. */
export type Said = Readonly<Record<string, readonly [happened: string, advice: string]>>;
