/** German of the frame of the screen, banner and top bar. */
export const SHELL = {
  'ICH Triage, not for diagnosis. A screen shows a part of the list: print it from “Export the list” or “Export this study”.':
    'ICH Triage, nicht zur Diagnose. Ein Bildschirm zeigt einen Teil der Liste: Drucken über „Liste exportieren“ oder „Diese Studie exportieren“.',
  'Opening the reading room{held}': 'Der Befundungsraum wird geöffnet{held}',
  'Nothing is analyzed: {reason}. Studies can be viewed all the same.':
    'Nichts wird analysiert: {reason}. Studien können trotzdem betrachtet werden.',
  'Nothing can be read, shown or analyzed here: {reason}. Use a current browser, or ask whether a policy or an extension blocks workers.':
    'Hier kann nichts gelesen, gezeigt oder analysiert werden: {reason}. Bitte einen aktuellen Browser verwenden oder fragen, ob eine Richtlinie oder Erweiterung Worker sperrt.',
  'The loaded model is untrained.': 'Das geladene Modell ist untrainiert.',
  'Its probabilities mean nothing; it shows how the app works.':
    'Seine Wahrscheinlichkeiten bedeuten nichts; es zeigt, wie die App arbeitet.',
  "This site's config.json: {problems}": 'Die config.json dieser Seite: {problems}',
  Dismiss: 'Ausblenden',
  'the settings': 'die Einstellungen',
  'the shift': 'der Dienst',
  'the measurements of {n} study | the measurements of {n} studies':
    'die Messungen von {n} Studie | die Messungen von {n} Studien',
  '{n} result | {n} results': '{n} Ergebnis | {n} Ergebnisse',
  '{n} verdict | {n} verdicts': '{n} Bewertung | {n} Bewertungen',
  '{names} and {last}': '{names} und {last}',
  'What this browser keeps is of a newer version of this app: it stays, and nothing is kept from this tab.':
    'Was dieser Browser aufbewahrt, stammt von einer neueren Version dieser App: Es bleibt erhalten, und aus diesem Tab wird nichts aufbewahrt.',
  'This browser keeps nothing beyond this tab: results, settings, verdicts and measurements are lost when it is closed.':
    'Dieser Browser bewahrt über diesen Tab hinaus nichts auf: Ergebnisse, Einstellungen, Bewertungen und Messungen gehen verloren, wenn er geschlossen wird.',
  'Another tab with an older version of this app holds what this browser keeps: nothing is kept from this tab. Close the other, then reload this one.':
    'Ein anderer Tab mit einer älteren Version dieser App hält fest, was dieser Browser aufbewahrt: Aus diesem Tab wird nichts aufbewahrt. Den anderen Tab schließen, dann diesen neu laden.',
  'This browser has no more room: what comes in now is lost when this tab is closed. Nothing that is on the screen is affected.':
    'Dieser Browser hat keinen Platz mehr: Was jetzt hereinkommt, geht verloren, wenn dieser Tab geschlossen wird. Was auf dem Bildschirm steht, ist davon nicht betroffen.',
  'What this browser keeps was deleted or damaged from outside: what is on the screen may be lost when this tab is closed.':
    'Was dieser Browser aufbewahrt, wurde von außen gelöscht oder beschädigt: Was auf dem Bildschirm steht, kann verloren gehen, wenn dieser Tab geschlossen wird.',
  'What this browser keeps could not be deleted. Delete this site’s data in the browser’s own settings.':
    'Was dieser Browser aufbewahrt, konnte nicht gelöscht werden. Bitte die Daten dieser Website in den Einstellungen des Browsers löschen.',
  'Kept in this browser by a newer version of this app, and not used here: {newer}. Nothing of it is overwritten.':
    'In diesem Browser von einer neueren Version dieser App aufbewahrt und hier nicht verwendet: {newer}. Nichts davon wird überschrieben.',
  'Kept in this browser and no longer readable: {unreadable}. It stays until everything is deleted.':
    'In diesem Browser aufbewahrt und nicht mehr lesbar: {unreadable}. Es bleibt, bis alles gelöscht wird.',
  'Mask names': 'Namen verbergen',
  'Names are masked: show them': 'Namen sind verborgen: anzeigen',
  'Light room': 'Heller Raum',
  'Dark room': 'Dunkler Raum',
  'Keyboard shortcuts': 'Tastenkürzel',
  'Keyboard shortcuts (?)': 'Tastenkürzel (?)',
  'Hide the list of the PACS': 'PACS-Liste ausblenden',
  'Show the list of the PACS': 'PACS-Liste einblenden',
};
