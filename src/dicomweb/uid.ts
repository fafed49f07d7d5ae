/** Whether a UID may enter an address (PS3.5 9.1, leading zeros let pass, as archives hold them). What else stands there is hostile. */
export const isUid = (text: string): boolean => text.length <= 64 && /^\d+(\.\d+)*$/.test(text);
