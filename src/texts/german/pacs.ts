/** German of the room ui/pacs. */
export const PACS = {
  '“{search}”': '„{search}“',
  'ALARM, tell the administrator of the PACS.': 'ALARM, den PACS-Administrator benachrichtigen.',
  '{alarm}. No further result is sent.': '{alarm}. Kein weiteres Ergebnis wird gesendet.',
  'New studies are not seen at present: {reason}. The PACS is asked again and again.':
    'Neue Studien werden zurzeit nicht erfasst: {reason}. Das PACS wird immer wieder gefragt.',
  'Some new studies may not be seen: {reason}. Compare with the worklist of the PACS itself.':
    'Manche neuen Studien werden womöglich nicht erfasst: {reason}. Mit der Arbeitsliste des PACS selbst vergleichen.',
  'The server of this page does not answer. If it has a PACS behind it, its studies are not listed here.':
    'Der Server dieser Seite antwortet nicht. Falls dahinter ein PACS steht, sind dessen Studien hier nicht aufgeführt.',
  'Takes every CT study that arrives from now on':
    'Holt jede CT-Studie, die von jetzt an eintrifft',
  Watch: 'Beobachten',
  'Hide the PACS': 'PACS ausblenden',
  'Studies of the PACS': 'Studien des PACS',
  'and {count} more: search for one': 'und {count} weitere: gezielt suchen',
  'Take all {count}': 'Alle {count} holen',
  'CT studies of this list': 'CT-Studien dieser Liste',
  'Take all {count} studies?': 'Alle {count} Studien holen?',
  '{images} images, some {gigabytes} GB for this browser to hold.':
    '{images} Bilder, etwa {gigabytes} GB, die dieser Browser zu halten hat.',
  'How long their analysis takes is not known yet.':
    'Wie lange ihre Analyse dauert, ist noch nicht bekannt.',
  'Their analysis takes some {time}, by the speed measured here; fetching comes on top.':
    'Ihre Analyse dauert etwa {time}, nach dem hier gemessenen Tempo; das Holen kommt hinzu.',
  'Of {n} study more the PACS does not say how many. | Of {n} studies more the PACS does not say how many.':
    'Von {n} weiteren Studie sagt das PACS nicht, wie viele. | Von {n} weiteren Studien sagt das PACS nicht, wie viele.',
  'They are ranked as they come, and you can stop: what has come stays.':
    'Sie werden gereiht, wie sie kommen, und lassen sich anhalten: Was da ist, bleibt.',
  'The newest {count}': 'Die neuesten {count}',
  Cancel: 'Abbrechen',
  '{minutes} min': '{minutes} min',
  '{hours} h': '{hours} h',
  'Fetch no more': 'Nichts weiter holen',
  '{count} wait to be fetched': '{count} warten auf das Holen',
  'What has come stays, and what is on its way comes':
    'Was da ist, bleibt, und was unterwegs ist, kommt noch',
  'Name, ID, accession': 'Name, ID, Accession',
  'Search the PACS': 'Im PACS suchen',
  'Studies of yesterday to tomorrow: clocks and zones disagree':
    'Studien von gestern bis morgen: Uhren und Zeitzonen gehen auseinander',
  Today: 'Heute',
  'Ask again': 'Erneut fragen',
  'No list: {reason}.': 'Keine Liste: {reason}.',
  'yesterday to tomorrow': 'gestern bis morgen',
  'Asking for {of}': 'Anfrage läuft: {of}',
  '{count} of {of}, {clock}.': '{count}, {of}, {clock}.',
  '{count} of {of}, asked every {pollSeconds} s; last answer {clock}':
    '{count}, {of}, gefragt alle {pollSeconds} s; letzte Antwort {clock}',
  awaited: 'steht aus',
  'The PACS has no study dated yesterday to tomorrow.':
    'Das PACS hat keine Studie mit Datum von gestern bis morgen.',
  'The PACS gave no study for it.': 'Das PACS gab dazu keine Studie.',
  growing: 'wächst',
  'listed under two patients: nothing is written to it':
    'unter zwei Patienten aufgeführt: Nichts wird dazu geschrieben',
  'not fetched: {reason}': 'nicht geholt: {reason}',
  'result not sent: {text}': 'Ergebnis nicht gesendet: {text}',
  'Objects fetched': 'Geholte Objekte',
  Take: 'Holen',
  'Stop fetching this study': 'Abruf dieser Studie anhalten',
  'In the worklist: open it': 'In der Arbeitsliste: öffnen',
  'Open study {number}': 'Studie {number} öffnen',
  'No image in it': 'Kein Bild darin',
  Sending: 'Wird gesendet',
  'Result in the PACS since {clock}': 'Ergebnis im PACS seit {clock}',
  Sent: 'Gesendet',
  'Send result': 'Ergebnis senden',
  'modality not stated': 'Modalität nicht angegeben',
  'Acc {number}': 'Acc {number}',
  'No date': 'Kein Datum',
};
