import { describe, expect, it } from 'vitest';
import { PATTERNS } from './patterns.ts';
import { germanOf } from './told.ts';

describe('what the core says, in German', () => {
  it.each([
    [
      'Not analyzed yet; placed by waiting time; waiting 12 min; the clock was set back by 60 min meanwhile',
      'Noch nicht analysiert; nach Wartezeit eingeordnet; wartet 12 min; die Uhr wurde inzwischen um 60 min zurückgestellt',
    ],
    ['WASM Winograd, 1 thread', 'WASM Winograd, 1 Thread'],
    ['-1 to 42 HU, 499.5 mm²', '-1 bis 42 HU, 499,5 mm²'],
    ['vgg16, width 0.25', 'vgg16, Breite 0,25'],
    [
      'no usable rescale slope (1 used) and intercept (0 used): values may not be Hounsfield units',
      'ohne brauchbaren Rescale Slope (genommen: 1) und Intercept (genommen: 0): Die Werte sind vielleicht keine Hounsfield-Einheiten',
    ],
    [
      'VGG-16, half width (ct-ich), calibrated on 60 studies of the site',
      'VGG-16, halbe Breite (ct-ich), angepasst an 60 Studien des Hauses',
    ],
    [
      'the DICOM structure is broken: an element reaches beyond the end of the file',
      'die DICOM-Struktur ist fehlerhaft: ein Element reicht über das Ende der Datei hinaus',
    ],
    [
      'the DICOM structure is broken: it has over 250000 elements',
      'die DICOM-Struktur ist fehlerhaft: sie hat über 250000 Elemente',
    ],
    ['neither an image nor a modality in it', 'weder ein Bild noch eine Modalität darin'],
    [
      'WASM Winograd, 2 threads, no relaxed SIMD, shared memory',
      'WASM Winograd, 2 Threads, ohne Relaxed SIMD, gemeinsamer Speicher',
    ],
    ['WebGPU (NVIDIA Ampere), own kernels in f16', 'WebGPU (NVIDIA Ampere), eigene Kernel in f16'],
    [
      'No flag at the balanced operating point (any 0.12, flags from 0.50); waiting 12 min',
      'Kein Hinweis am gewählten Schwellenwert (Arbeitspunkt ausgewogen; jede Art 0,12, Hinweis ab 0,50); wartet 12 min',
    ],
    [
      'Probable hemorrhage 0.62 on 3 slices, possible subdural 0.45 on 1 slice; 2 slices not analyzed; waiting 1 h 05 min',
      'Wahrscheinlich Blutung 0,62 auf 3 Schichten, möglicherweise subdural 0,45 auf 1 Schicht; 2 Schichten nicht analysiert; wartet 1 h 05 min',
    ],
    [
      'Possible hemorrhage, type not clear 0.41 on 2 slices, near the threshold (any 0.41, flags from 0.40)',
      'Möglicherweise Blutung, Typ unklar, 0,41 auf 2 Schichten, nahe am Schwellenwert (jede Art 0,41, Hinweis ab 0,40)',
    ],
    [
      'No flag at the high-sensitivity operating point (any 0.12); promoted by waiting time (62 min, cap 60 min)',
      'Kein Hinweis am gewählten Schwellenwert (Arbeitspunkt hohe Sensitivität; jede Art 0,12); wegen Wartezeit vorgezogen (62 min, Grenze 60 min)',
    ],
    [
      'Not analyzed, because a contrast agent is stated: Done; promoted by waiting time (cap 60 min)',
      'Nicht analysiert, weil: ein Kontrastmittel ist angegeben: Done; wegen Wartezeit vorgezogen (Grenze 60 min)',
    ],
    [
      'Probable subdural 0.86 on 4 slices, possible epidural 0.31 on 1 slice, near the threshold (any 0.51, flags from 0.50), so far (9 of 28 slices): its images must be given again; 19 slices not analyzed; waiting 12 min',
      'Wahrscheinlich subdural 0,86 auf 4 Schichten, möglicherweise epidural 0,31 auf 1 Schicht, nahe am Schwellenwert (jede Art 0,51, Hinweis ab 0,50), bisher (9 von 28 Schichten): Ihre Bilder müssen erneut geöffnet werden; 19 Schichten nicht analysiert; wartet 12 min',
    ],
    [
      'Not analyzed to the end (any 0.03, flags from 0.50), so far (1 of 5 slices): its images must be given again; 4 slices not analyzed; promoted by waiting time (62 min, cap 60 min)',
      'Nicht zu Ende analysiert (jede Art 0,03, Hinweis ab 0,50), bisher (1 von 5 Schichten): Ihre Bilder müssen erneut geöffnet werden; 4 Schichten nicht analysiert; wegen Wartezeit vorgezogen (62 min, Grenze 60 min)',
    ],
    [
      'Not analyzed to the end (any 0.29, flags from 0.30); epidural 0.46 on 1 slice over its own threshold, near the threshold, so far (5 of 26 slices): its images must be given again; 21 slices not analyzed',
      'Nicht zu Ende analysiert (jede Art 0,29, Hinweis ab 0,30); epidural 0,46 auf 1 Schicht über dem eigenen Schwellenwert, nahe am Schwellenwert, bisher (5 von 26 Schichten): Ihre Bilder müssen erneut geöffnet werden; 21 Schichten nicht analysiert',
    ],
    ['Stopped 9/28', 'Gestoppt 9/28'],
    [
      'Not analyzed yet; promoted by waiting time (62 min, cap 60 min)',
      'Noch nicht analysiert; wegen Wartezeit vorgezogen (62 min, Grenze 60 min)',
    ],
    [
      'Not analyzed, because a contrast agent is stated: Done; placed by waiting time; waiting under 1 min',
      'Nicht analysiert, weil: ein Kontrastmittel ist angegeben: Done; nach Wartezeit eingeordnet; wartet unter 1 min',
    ],
    [
      'Possible epidural 0.42 on 2 slices: flagged by this type’s own threshold of 0.40 (any 0.41, flags from 0.50); caution: no closed skull seen, brain at 60 HU',
      'Möglicherweise epidural 0,42 auf 2 Schichten: Hinweis durch den eigenen Schwellenwert dieses Typs von 0,40 (jede Art 0,41, Hinweis ab 0,50); Vorbehalt: kein geschlossener Schädel zu sehen, Hirn bei 60 HU',
    ],
    [
      'Not analyzed, because no series can be analyzed (a contrast agent is stated: Done); placed by waiting time',
      'Nicht analysiert, weil: keine Serie lässt sich analysieren (ein Kontrastmittel ist angegeben: Done); nach Wartezeit eingeordnet',
    ],
    [
      'Contrast-enhanced: the model was measured on non-contrast head CT; placed by waiting time',
      'Mit Kontrastmittel: Das Modell wurde an nativen Schädel-CTs gemessen; nach Wartezeit eingeordnet',
    ],
    [
      'Derived images (3D; SECONDARY); placed by waiting time; pinned: first',
      'Abgeleitete Bilder (3D; SECONDARY); nach Wartezeit eingeordnet; angeheftet: first',
    ],
    [
      'No reason was given; promoted by waiting time (cap 60 min)',
      'Es wurde kein Grund genannt; wegen Wartezeit vorgezogen (Grenze 60 min)',
    ],
    [
      'A localizer; color images: a capture, not a CT slice; placed by waiting time',
      'Ein Topogramm (Localizer); Farbbilder: eine Bildschirmkopie, keine CT-Schicht; nach Wartezeit eingeordnet',
    ],
    ['3 days', '3 Tage'],
    [
      'the body part is NECK, and no slice shows brain in a closed skull of a head’s size',
      'der Körperteil ist NECK, und keine Schicht zeigt Hirn in einem geschlossenen Schädel von Kopfgröße',
    ],
    [
      'the description says spine, and no slice shows brain in a closed skull of a head’s size',
      'die Beschreibung sagt spine, und keine Schicht zeigt Hirn in einem geschlossenen Schädel von Kopfgröße',
    ],
    ['hemorrhage: SDH, SAH', 'Blutung: SDH, SAH'],
    ['agreed with the result', 'stimmt dem Ergebnis zu'],
    ['no flag; the reader says hemorrhage: SDH', 'kein Hinweis; der Befunder sagt: Blutung: SDH'],
    ['flagged; the reader disagrees', 'mit Hinweis; der Befunder widerspricht'],
  ])('%s', (english, german) => {
    expect(germanOf(english)).toBe(german);
  });

  it('leaves what a person wrote as it is', () => {
    expect(germanOf('Not analyzed yet; placed by waiting time; pinned: No flag; Done')).toBe(
      'Noch nicht analysiert; nach Wartezeit eingeordnet; angeheftet: No flag; Done',
    );
    expect(germanOf('the body part is brain')).toBe('der Körperteil ist brain');
  });

  it('does not know what is not the core’s', () => {
    expect(germanOf('DOE^JANE')).toBeNull();
    expect(germanOf('Axial brain 5 mm')).toBeNull();
  });

  it('fills only holes that the English has', () => {
    const holes = (text: string) =>
      [...text.matchAll(/\{[#@]?\w+\}/g)].map(([hole]) => hole).sort();
    expect(
      PATTERNS.filter(([english, german]) => `${holes(english)}` !== `${holes(german)}`),
    ).toEqual([]);
  });

  it('never says normal or negative', () => {
    expect(PATTERNS.filter(([, german]) => /unauffällig|normal|negativ/i.test(german))).toEqual([]);
  });
});
