import { told } from '#texts';

/** A key as people call it: "Shift+N", "Umschalt+N". */
export const keyText = (key: string): string =>
  key
    .split(/(?<=.)\+(?=.)/)
    .map(told)
    .join('+');
