const two = (value: number): string => String(value).padStart(2, '0');

/** A date as DICOM's DA, in the local time zone like the images' own dates. */
export const dicomDate = (date: Date): string =>
  `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}`;

/** A time of day as DICOM's TM, in the local time zone. */
export const dicomTime = (date: Date): string =>
  `${two(date.getHours())}${two(date.getMinutes())}${two(date.getSeconds())}`;
