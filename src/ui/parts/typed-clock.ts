import { minutesOf } from '#store';

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
