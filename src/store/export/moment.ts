/** A moment in milliseconds as exports have it: ISO 8601 in UTC. */
export const momentOf = (at: number): string => new Date(at).toISOString();

/** The same; null of what has not happened. */
export const momentOrNull = (at: number | null | undefined): string | null =>
  at == null ? null : momentOf(at);
