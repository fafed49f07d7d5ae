/** German of the room ui/parts. */
export const PARTS = {
  'Tools before these': 'Vorige Werkzeuge',
  'More tools': 'Weitere Werkzeuge',
  Close: 'Schließen',
};
