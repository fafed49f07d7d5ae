const DAY_MS = 86_400_000;

/**
 * Days since 1970 of DICOM's DA, also as ACR-NEMA wrote it, or of a DT's date; null where it is no day of the calendar. The years before
 * 1900 count, too: programs write 00010101 for a date that they took away.
 */
export function dayOf(text: string): number | null {
  const parts = /^(\d{4})[.]?(\d{2})[.]?(\d{2})(?!\d)|^(\d{4})(\d{2})(\d{2})\d{2}/.exec(
    text.trim(),
  );
  if (parts === null) return null;
  const [year = 0, month = 0, day = 0] = parts.slice(1).filter(Boolean).map(Number);
  // Date.UTC takes the years 0 to 99 for those of the last century.
  const at = new Date(0);
  at.setUTCFullYear(year, month - 1, day);
  if (at.getUTCMonth() !== month - 1 || at.getUTCDate() !== day || year === 0) return null;
  return Math.round(at.getTime() / DAY_MS);
}

/** From then on a date may be one of a person's life; 19000101 stands for one that was taken away. */
const FIRST_DAY = dayOf('19000102') ?? 0;

/** {@link dayOf} a date that may be true: null of one that stands for none. */
export function trueDayOf(text: string): number | null {
  const day = dayOf(text);
  return day === null || day < FIRST_DAY ? null : day;
}
