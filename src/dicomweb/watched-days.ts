/**
 * The days that are watched, and those of the list, as DICOM's DA in local time: yesterday to tomorrow, since scanners, the PACS and this
 * machine may disagree by a zone, and a clock may be wrong.
 */
export function watchedDays(now: number): { readonly from: string; readonly to: string } {
  const today = new Date(now);
  const day = (ahead: number) =>
    dayText(new Date(today.getFullYear(), today.getMonth(), today.getDate() + ahead));
  return { from: day(-1), to: day(1) };
}

function dayText(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
}
