/** German of the room ui/privacy. */
export const PRIVACY = {
  'Audit log': 'Protokoll',
  'What was done with each study in this browser, when, and under which initials: received, analyzed, opened, acknowledged, judged, exported, sent, erased; covers, settings, models. Studies by their seals, never by name. Each entry holds the hash of the one before, so that a change is found:':
    'Was in diesem Browser mit jeder Studie getan wurde, wann und unter welchem Kürzel: eingegangen, analysiert, geöffnet, bestätigt, bewertet, exportiert, gesendet, gelöscht; Abdeckungen, Einstellungen, Modelle. Studien nach ihren Siegeln, nie nach Namen. Jeder Eintrag enthält den Hash des vorigen, sodass eine Änderung auffällt:',
  'Being looked through': 'Wird durchgesehen',
  'The log could not be opened: nothing is logged in this tab.':
    'Das Protokoll ließ sich nicht öffnen: In diesem Tab wird nichts protokolliert.',
  'Download audit log': 'Protokoll herunterladen',
  'It tells what was flagged: to be had once blinded reading has ended.':
    'Es verrät, wozu es Hinweise gab: zu haben, wenn das verblindete Befunden beendet ist.',
  '{n} entry | {n} entries': '{n} Eintrag | {n} Einträge',
  'since {moment}, whole{cut}.': 'seit {moment}, vollständig{cut}.',
  '; {cut} older ones were cut off to keep it small':
    '; {cut} ältere wurden abgeschnitten, um es klein zu halten',
  'Not whole: {fault} (line {line}, {kind}). Whole before it: {count}.':
    'Nicht vollständig: {fault} (Zeile {line}, {kind}). Davor vollständig: {count}.',
  'This browser keeps nothing: the log ends with the tab. Download it before you close it.':
    'Dieser Browser bewahrt nichts auf: Das Protokoll endet mit dem Tab. Vor dem Schließen herunterladen.',
  'Hash of the last entry:': 'Hash des letzten Eintrags:',
  '. Kept elsewhere, it shows later that the log was not written anew.':
    '. Anderswo aufgehoben, zeigt er später, dass das Protokoll nicht neu geschrieben wurde.',
  'A request was stopped': 'Eine Anfrage wurde gestoppt',
  'New version ready': 'Neue Version bereit',
  'Privacy and version': 'Datenschutz und Version',
  'security policy': 'Sicherheitsrichtlinie',
  'service worker': 'Service Worker',
  'the page itself': 'die Seite selbst',
  'the browser': 'der Browser',
  '{n} request | {n} requests': '{n} Anfrage | {n} Anfragen',
  'to {host} since {clock}, for files of the app{pacs}.':
    'an {host} seit {clock}, für Dateien der App{pacs}.',
  ' and to the PACS behind it': ' und an das PACS dahinter',
  'went elsewhere.': 'ging anderswohin.',
  'of these went to the hospital’s PACS, by way of {host};':
    'davon gingen an das PACS des Krankenhauses, über {host};',
  'sent a result.': 'sendete ein Ergebnis.',
  'sent results.': 'sendeten Ergebnisse.',
  'Something reached {hosts}. Close this tab and tell whoever runs this site.':
    'Etwas hat {hosts} erreicht. Diesen Tab schließen und dem Betreiber dieser Website Bescheid geben.',
  '{count} stopped. The app makes none of these: an extension, or a changed file, may.':
    '{count} gestoppt. Die App stellt keine davon: Eine Erweiterung oder eine veränderte Datei kann es tun.',
  '{what}, stopped by {witness} at {clock}': '{what}, gestoppt durch: {witness}, {clock}',
  'Which files': 'Welche Dateien',
  '{n} time | {n} times': '{n} Mal | {n} Mal',
  'Self-test': 'Selbsttest',
  'Tries to send to a host that does not exist, in every way that a script has. Each try must be stopped before it reaches the network.':
    'Versucht auf jede Weise, die ein Skript hat, an einen Host zu senden, den es nicht gibt. Jeder Versuch muss gestoppt werden, bevor er das Netz erreicht.',
  'Not stopped': 'Nicht gestoppt',
  'by {witnesses}': 'durch: {witnesses}',
  Trying: 'Wird versucht',
  'Try to send': 'Senden versuchen',
  Attestation: 'Nachweis',
  'Version, SHA-256 of every file that was loaded, headers, counts, and the self-test if it was run. No patient data.':
    'Version, SHA-256 jeder geladenen Datei, Header, Zählungen und der Selbsttest, falls er lief. Keine Patientendaten.',
  'Download attestation': 'Nachweis herunterladen',
  'Not kept in this browser: it needs the network, or the server, at the next start.':
    'Nicht in diesem Browser aufbewahrt: Beim nächsten Start wird das Netz oder der Server gebraucht.',
  'Being kept in this browser.': 'Wird in diesem Browser aufbewahrt.',
  'Kept in this browser, each file checked by its SHA-256: works with the network down.':
    'In diesem Browser aufbewahrt, jede Datei durch ihren SHA-256 geprüft: läuft auch ohne Netz.',
  'Could not be kept in this browser: it needs the network at the next start.':
    'Konnte in diesem Browser nicht aufbewahrt werden: Beim nächsten Start wird das Netz gebraucht.',
  Version: 'Version',
  'A version was not taken: {problem}.': 'Eine Version wurde nicht übernommen: {problem}.',
  'is here and checked. Taking it loads all tabs of the app anew and closes their studies. Nothing changes until then.':
    'ist hier und geprüft. Die Übernahme lädt alle Tabs der App neu und schließt ihre Studien. Bis dahin ändert sich nichts.',
  'Kept for later.': 'Für später aufgehoben.',
  'Take it now': 'Jetzt übernehmen',
  Later: 'Später',
};
