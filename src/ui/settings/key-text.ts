import { told } from '#texts';

/** A key as people call it: "Shift+N", "Umschalt+N". */
export const keyText = (key: string): string =>
  key
    .split(/(?<=.)\+(?=.)/)
    .map(told)
    .join('+');

/** What a button says of itself, with its key where it has one: "Next slice (N)". */
export const withKeyText = (title: string, key: string): string =>
  key === '' ? title : `${title} (${keyText(key)})`;
