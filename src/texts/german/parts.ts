/** German of the room ui/parts. */
export const PARTS = {
  Close: 'Schließen',
};
