import { told } from '#texts';

/** A key as people call it: "Shift+N", "Umschalt+N", "Page Down". */
export const keyText = (key: string): string =>
  key
    .split(/(?<=.)\+(?=.)/)
    .map((name) => told(name).replace(/([a-z])(?=[A-Z])/, '$1 '))
    .join('+');

/** What a button says of itself, with its key where it has one: "Next slice (N)". */
export const withKeyText = (title: string, key: string): string =>
  key === '' ? title : `${title} (${keyText(key)})`;
