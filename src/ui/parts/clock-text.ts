import { clockOf, minutesOf } from '#store';
import { language } from '#texts';

/** The language of the screen as the browser has it, which says how clocks are read: "en-US" by 12 hours, "en-GB" and "de" by 24. */
export function clockLanguage(browser: readonly string[] = navigator.languages): string {
  const spoken = language();
  return browser.find((tag) => tag.split('-')[0] === spoken) ?? spoken;
}

/** Minutes since midnight as a clock says them in a language: "22:00", "10:00 PM". */
export function clockText(minutes: number, tag: string): string {
  const { hour12 } = new Intl.DateTimeFormat(tag, { hour: 'numeric' }).resolvedOptions();
  if (hour12 !== true) return clockOf(minutes);
  const hours = Math.floor(minutes / 60);
  const [, rest] = clockOf(minutes).split(':');
  return `${hours % 12 === 0 ? 12 : hours % 12}:${rest} ${hours < 12 ? 'AM' : 'PM'}`;
}

const HALF = /^(\d{1,2})(?:[:.h ]?(\d\d))?\s*([ap])\.?\s*m?\.?$/i;
const WHOLE = /^(\d{1,2})(?:[:.h ]?([0-5]\d))?\s*(?:h|uhr)?$/i;

/** Minutes since midnight of what somebody typed, in either way and in short: "22:00", "22", "2200", "10 pm"; null where it is no time. */
export function typedClock(text: string): number | null {
  const typed = text.trim();
  const [, hours, minutes = '00', half] = HALF.exec(typed) ?? [];
  if (hours !== undefined && half !== undefined) {
    const hour = Number(hours);
    if (hour < 1 || hour > 12) return null;
    return minutesOf(
      `${twoDigits((hour % 12) + (half.toLowerCase() === 'p' ? 12 : 0))}:${minutes}`,
    );
  }
  const [, hour, rest = '00'] = WHOLE.exec(typed) ?? [];
  return hour === undefined ? null : minutesOf(`${hour.padStart(2, '0')}:${rest}`);
}

const twoDigits = (value: number): string => String(value).padStart(2, '0');
