/** Resolves once the frame that is due was drawn: what starts then is not in its way. Waits while the tab is hidden. */
export const afterFrame = (): Promise<void> =>
  new Promise((drawn) => {
    requestAnimationFrame(() => setTimeout(drawn));
  });
