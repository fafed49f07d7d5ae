/** The days that are watched, and the day of the list, as DICOM's DA in local time: scanners and this machine may disagree by a zone. */
export function watchedDays(now: number): { readonly from: string; readonly to: string } {
  const today = new Date(now);
  const yesterday = new Date(today.getFullYear(), today.getMonth(), today.getDate() - 1);
  return { from: dayText(yesterday), to: dayText(today) };
}

function dayText(date: Date): string {
  const two = (value: number) => String(value).padStart(2, '0');
  return `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;
}
