/** The screen is drawn anew in another language; the dialog in which that was chosen comes back. */
let stays = false;

/** Whether the settings are open after the language changed. */
export const settingsStayOpen = (): boolean => stays;

/** Says that they will, or that they need not any more. */
export const keepSettingsOpen = (open: boolean): void => {
  stays = open;
};
