/** German of the room ui/wall. */
export const WALL = {
  'ICH Triage wall': 'ICH Triage Wandanzeige',
  unread: 'ungelesen',
  opened: 'geöffnet',
  acknowledged: 'bestätigt',
  done: 'erledigt',
  'Flagged, unread': 'Mit Hinweis, ungelesen',
  '{urgent} urgent': '{urgent} dringend',
  Analysis: 'Analyse',
  'under way': 'läuft',
  'nothing waits for it': 'nichts wartet darauf',
  'First of the worklist': 'Anfang der Arbeitsliste',
  'waits {waited}': 'wartet {waited}',
  pinned: 'angeheftet',
  'Out of date.': 'Nicht aktuell.',
  'The desk was last heard at {clock}. Look at the desk itself.':
    'Vom Leitstand kam zuletzt {clock} etwas. Bitte am Leitstand selbst nachsehen.',
  'New studies are not seen:': 'Neue Studien werden nicht erfasst:',
  'No triage.': 'Keine Triage.',
  'The desk reads blind: flags are hidden, and studies stand in order of arrival.':
    'Am Leitstand wird verblindet befundet: Hinweise sind verborgen, und die Studien stehen in der Reihenfolge ihres Eingangs.',
  '{desks} desks are open in this browser; one is shown.':
    '{desks} Leitstände sind in diesem Browser offen; einer wird gezeigt.',
  'No desk is open.': 'Kein Leitstand ist offen.',
  'Open ICH Triage in another window of this browser, on this machine: the wall follows its worklist.':
    'ICH Triage in einem anderen Fenster dieses Browsers auf diesem Rechner öffnen: Die Wandanzeige folgt dessen Arbeitsliste.',
  'No study in this shift.': 'Keine Studie in diesem Dienst.',
  'and {more} more. Every study needs a reader, flagged or not.':
    'und {more} weitere. Jede Studie muss befundet werden, mit oder ohne Hinweis.',
  'Every study needs a reader, flagged or not.':
    'Jede Studie muss befundet werden, mit oder ohne Hinweis.',
  'Full screen': 'Vollbild',
};
