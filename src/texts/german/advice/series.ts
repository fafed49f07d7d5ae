import type { Said } from './said.ts';

const TOGETHER = 'Prüfen, ob alle Schichten zusammengehören.';
const NOT_LOOKED_AT = 'Die Serie erneut exportieren; was dort liegt, wurde nicht angesehen.';

/** About series: which one is analyzed, and how far it is what the model was measured on. */
export const SERIES = {
  'not-axial': ['Die Schichten sind nicht axial.', 'Die axiale Serie öffnen.'],
  derived: [
    'Reformatierungen, Projektionen und andere abgeleitete Bilder sind nicht das, woran das Modell gemessen wurde.',
    'Die originale axiale Serie öffnen.',
  ],
  contrast: [
    'Kontrastmittel wurde gegeben; das Modell wurde an nativen Schädel-CTs gemessen.',
    'Die native Serie öffnen.',
  ],
  'bone-kernel': [
    'Ein Knochenkernel ist für Blut zu verrauscht.',
    'Die Weichteilrekonstruktion öffnen.',
  ],
  'too-few-slices': ['Zu wenige Schichten für einen Kopf.', 'Die ganze Serie öffnen.'],
  'order-by-number': [
    'Positionen fehlen; die Schichten liegen in der Reihenfolge ihrer Nummern.',
    'Vor dem Weiterlesen prüfen, ob die Reihenfolge stimmt.',
  ],
  'set-aside': [
    'Die Serie wurde von selbst beiseitegelegt und dennoch von einem Befunder gewählt.',
    'Beachten, warum sie beiseitegelegt wurde.',
  ],
  'other-series': [
    'Eine andere Serie der Studie wurde gewählt.',
    'Diese Serie im Betrachter wählen, um sie analysieren zu lassen.',
  ],
  'no-series': [
    'Keine Serie der Studie lässt sich analysieren.',
    'Ohne das Modell befunden; eine axiale native Weichteilserie öffnen, falls es eine gibt.',
  ],
  'no-slices': ['Die Studie hat keine Schichten zum Analysieren.', 'Die Studie erneut öffnen.'],
  unsuitable: [
    'Die Serie erfüllt eine Bedingung nicht, die das Modell braucht, daher wurde keine ihrer Schichten analysiert.',
    'Die Studie ohne das Modell befunden; siehe ihre Prüfungen.',
  ],
  'no-brain': [
    'Die Schicht zeigt kein Hirn innerhalb von Knochen: Sie liegt darüber oder darunter, oder ist kein Kopf.',
    'Nichts bei Schichten an den Enden; ist Hirn darauf, selbst befunden.',
  ],
  'not-a-head': [
    'Auf keiner Schicht ist Hirn innerhalb von Knochen.',
    'Prüfen, ob dies ein Schädel-CT ist.',
  ],
  head: [
    'Wie viele Schichten Hirn innerhalb von Knochen zeigen.',
    'Mit der erwarteten Zahl von Schichten vergleichen.',
  ],
  orientation: [
    'Wie weit die Schichten von der axialen Ebene abweichen.',
    'Eine starke Kippung beachten; die axiale Serie öffnen, wenn sie nicht axial ist.',
  ],
  thickness: [
    'Ob die Schichtdicke eine ist, an der das Modell gemessen wurde.',
    'Die Serie mit Schichten von 2,5 bis 6 mm bevorzugen.',
  ],
  'slice-count': ['Ob es genug Schichten für einen Kopf sind.', 'Die ganze Serie öffnen.'],
  extent: ['Wie viel vom Kopf die Schichten abdecken.', 'Prüfen, ob kein Teil des Kopfes fehlt.'],
  gaps: [
    'Ob zwischen Schichten andere fehlen.',
    'Die fehlenden Schichten öffnen; was dort liegt, wurde nicht angesehen.',
  ],
  duplicates: [
    'Ob Schichten zweimal gegeben wurden.',
    'Nichts, außer sie sollten sich unterscheiden.',
  ],
  'field-of-view': [
    'Ob das Gesichtsfeld (FOV) das eines Kopfes ist.',
    'Eine Rekonstruktion nur des Kopfes öffnen.',
  ],
  localizer: [
    'Ein Scout oder Topogramm, nach Bildtyp oder Beschreibung.',
    'Die axiale Serie öffnen.',
  ],
  kernel: [
    'Ob der Rekonstruktionskernel einer für Weichteile ist.',
    'Die Weichteilrekonstruktion bevorzugen.',
  ],
  age: [
    'Ob der Patient erwachsen ist, wie die Patienten, an denen das Modell gemessen wurde.',
    'Bei Kindern nicht auf das Modell verlassen.',
  ],
  kvp: [
    'Ob die Röhrenspannung üblich ist.',
    'Beachten: Bei unüblichen Spannungen hat Blut andere Werte.',
  ],
  modality: ['Ob die Modalität CT ist.', 'Ein natives Schädel-CT öffnen.'],
  'image-type': ['Ob die Bilder original sind.', 'Die Originalserie bevorzugen.'],
  'burned-in': [
    'Ob Text in die Pixel eingebrannt ist.',
    'Bilder ohne eingebrannten Text öffnen: Er verdeckt Gewebe und kann den Patienten nennen.',
  ],
  hounsfield: ['Ob die Werte plausible Hounsfield-Einheiten sind.', 'Slope und Intercept prüfen.'],
  rescale: [
    'Ob Rescale Slope und Intercept angegeben sind.',
    'Einen bekannten Wert prüfen, etwa Luft bei -1000 HU.',
  ],
  'wrapped-values': [
    'Ob Werte übergelaufen waren.',
    'Beachten: Wo Luft und Knochen aneinandergrenzen, ist die Reparatur eine Vermutung.',
  ],
  lossy: [
    'Ob die Pixel durch Kompression Information verloren haben.',
    'Das verlustfreie Original bevorzugen.',
  ],
  metal: [
    'Wie viel Metall in den Schichten ist.',
    'Streifenartefakte beachten: Sie sehen aus wie Blut und verdecken es.',
  ],
  'no-uids': [
    'Die Studie hat keine UIDs: Sie wurde nach Ordner, Datum und Beschreibungen zusammengestellt.',
    'Prüfen, ob alle Schichten von einem Patienten sind.',
  ],
  'order-unknown': [
    'Nichts sagt, in welcher Reihenfolge die Schichten liegen.',
    'Der Reihenfolge nicht trauen; die Serie mit Positionen exportieren.',
  ],
  'numbers-twice': [
    'Instance Numbers kommen doppelt vor: Zwei Akquisitionen oder zwei Patienten können vermischt sein.',
    TOGETHER,
  ],
  'order-contradicts': [
    'Positionen und Instance Numbers widersprechen sich.',
    'Prüfen, ob alle Schichten zusammengehören und in der richtigen Reihenfolge liegen.',
  ],
  'scans-mixed': [
    'Schichten zweier Aufnahmen liegen zwischeneinander.',
    'Prüfen, ob zwei Zeitpunkte oder zwei Patienten vermischt sind; jede Aufnahme als Serie exportieren.',
  ],
  'thicknesses-mixed': [
    'Schichten zweier Dicken liegen zwischeneinander.',
    'Prüfen, ob zwei Rekonstruktionen vermischt sind; jede als Serie exportieren.',
  ],
  'frames-differ': [
    'Die Positionen einer Serie stehen in mehreren Bezugssystemen.',
    'Der Reihenfolge der Schichten nicht trauen; die Aufnahmen als eigene Serien exportieren.',
  ],
  'tilt-contradicts': [
    'Gantry-Kippung und Ausrichtung der Schichten widersprechen sich.',
    'Beachten: Ebenen und Abstände, die aus den Schichten berechnet werden, können schief sein.',
  ],
  'sop-class': [
    'Die Dateien nennen sich CT, haben aber die SOP-Klasse einer anderen Modalität.',
    'Prüfen, ob es CT-Bilder sind; sie vom Scanner exportieren.',
  ],
  'modality-lut': [
    'Die Dateien haben eine Modality LUT, die nicht angewandt wird.',
    'Einen bekannten Wert prüfen, etwa Luft bei -1000 HE.',
  ],
  'spacing-unreadable': [
    'Die Größe der Pixel ist angegeben, aber nicht als zwei Zahlen.',
    'Beachten: Längen und Volumen sind nicht bekannt; die Serie erneut exportieren.',
  ],
  'overlay-in-values': [
    'Ein Overlay liegt in Bits, die laut Header zum Bild gehören.',
    'Den Werten nicht trauen, wo das Overlay liegt; die Bilder ohne es exportieren.',
  ],
  sideways: ['Die Schichten liegen nicht übereinander.', TOGETHER],
  'spacings-differ': ['Schichten einer Serie haben Pixel verschiedener Größe.', TOGETHER],
  sparse: [
    'Ein Teil des Kopfes oder der Serie fehlt.',
    'Die fehlenden Schichten öffnen; was dort liegt, wurde nicht angesehen.',
  ],
  'patient-elsewhere': [
    'Schichten derselben Study Instance UID tragen eine andere Patienten-ID oder keine: Sie haben eine eigene Zeile.',
    'Prüfen, wessen Schichten das sind; auch die andere Zeile ansehen.',
  ],
  'patients-differ': [
    'Die Dateien der Studie widersprechen sich darin, wessen sie sind oder von welchem Tag.',
    'Prüfen, ob alle Schichten zusammengehören, bevor der Zeile etwas geglaubt wird.',
  ],
  'other-day': [
    'Schichten wurden mehr als einen Tag vor oder nach dem Datum der Studie aufgenommen.',
    'Prüfen, ob alle Schichten zu dieser Studie gehören und welches Datum stimmt.',
  ],
  'after-contrast': [
    'Die Serie wurde nach einer mit Kontrastmittel aufgenommen.',
    'Beachten: Kontrastmittel in Gefäßen und Gewebe sieht aus wie Blut; die native Serie öffnen.',
  ],
  'slices-elsewhere': [
    'Schichten derselben Serie unterscheiden sich in ihren Headern und sind nicht in dieser Zeile.',
    'Die anderen Serien der Studie ansehen: Nichts davon wurde hier analysiert.',
  ],
  'instances-unread': [
    'Dateien derselben Serie sind keine CT-Bilder oder waren nicht lesbar.',
    'Unter dem Ausgelassenen nachsehen, warum; die Serie erneut exportieren, wenn es Schichten von ihr waren.',
  ],
  'directory-differs': [
    'Das Verzeichnis des Datenträgers (DICOMDIR) nennt andere Objekte oder Studien, als seine Dateien enthalten.',
    'Prüfen, ob diese Bilder von diesem Patienten und dieser Studie sind; den Datenträger neu anfordern.',
  ],
  'scan-elsewhere': [
    'Eine andere Serie der Studie zeigt mehr vom Kopf oder einen weiteren Scan.',
    'Auch diese Serie ansehen: Nichts davon wurde hier analysiert.',
  ],
  'interleaved-series': [
    'Eine andere Serie hat Schichten zwischen diesen.',
    'Prüfen, ob der Kopf in zwei geteilt wurde; beide ansehen.',
  ],
  'not-chosen': [
    'Keine Serie der Studie wurde gewählt, und diese sagt nicht, warum.',
    'Im Betrachter wählen.',
  ],
  'body-part': ['Ob als Körperteil der Kopf angegeben ist.', 'Ein Schädel-CT öffnen.'],
  'no-closed-skull': [
    'Keine Schicht zeigt einen geschlossenen Schädel um Hirn.',
    'Prüfen, ob dies ein ganzes Schädel-CT ist.',
  ],
  'beyond-ends': [
    'Ob die Schichten an beiden Enden über die Kopfmitte hinausreichen.',
    'Die Schichten jenseits der Enden öffnen; was dort liegt, wurde nicht angesehen.',
  ],
  'head-turned': [
    'Ob der Kopf in den Pixeln so liegt, wie der Header sagt, nach dem Umriss des Schädels.',
    'Nachsehen, wo das Gesicht ist. Ist er gedreht, können auch rechts und links falsch sein: die Serie erneut exportieren.',
  ],
  'beyond-edges': [
    'Ob der Kopf in seiner ganzen Breite im Bild liegt.',
    'Eine Rekonstruktion des ganzen Kopfes öffnen; was außerhalb liegt, wurde nicht angesehen.',
  ],
  'brain-hu': [
    'Ob das Hirn die Werte hat, die Hirn hat.',
    'Slope und Intercept prüfen; die Originalserie öffnen.',
  ],
  noise: [
    'Ob die Bilder so rauschen wie die, an denen das Modell gemessen wurde.',
    'Beachten, dass Hinweise im Rauschen untergehen; eine Serie mit dickeren Schichten oder weicherem Kernel öffnen.',
  ],
  motion: [
    'Ob die Kontur des Kopfes scharf ist: Ein bewegter Kopf hat sie doppelt.',
    'Beachten, dass Bewegung Blutungen verdeckt und vortäuscht; die Wiederholung öffnen, falls es eine gibt.',
  ],
  'lost-slices': [
    'Ob Schichten innerhalb des Kopfes leer, beschnitten oder wiederholt sind.',
    NOT_LOOKED_AT,
  ],
  'blank-slice': ['Die Schicht ist leer zwischen Schichten mit Hirn.', NOT_LOOKED_AT],
  'no-brain-within': [
    'Auf einer Schicht in der Mitte des Kopfes wurde kein Hirn innerhalb von Knochen gefunden.',
    'Die Schicht befunden: Ein offener Schädel oder Metall verbirgt dem Programm das Hirn.',
  ],
  'cut-slice': [
    'Ein Teil der Schicht ist leer.',
    'Die Serie erneut exportieren; was im leeren Teil liegt, wurde nicht angesehen.',
  ],
  'no-pixel-spacing': [
    'Die Dateien sagen nicht, wie groß die Pixel sind.',
    'Die Schichten einzeln befunden: Über sie hinweg wird nichts berechnet.',
  ],
  'too-large-for-planes': [
    'Die Schichten der Serie passen nicht alle zugleich in den Speicher.',
    'Die Schichten einzeln befunden, oder eine Rekonstruktion mit weniger Schichten öffnen.',
  ],
  'repeated-slice': [
    'Die Schicht zeigt dieselben Pixel wie eine andere.',
    'Die Serie erneut exportieren; was dort liegen sollte, wurde nicht angesehen.',
  ],
} as const satisfies Said;
