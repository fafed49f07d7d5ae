import type { Dataset } from '#dicom';
import type { QuantityName, Unit } from '#measure';
import { dcm } from './content-item.ts';
import { LOCAL_SCHEME } from './finding-codes.ts';
import { coded } from './written-object.ts';

/** A number's concept, and what of a population it is where it is a statistic. */
interface NumberCode {
  readonly concept: Dataset;
  readonly derivation?: Dataset;
}

const ATTENUATION = dcm('112031', 'Attenuation Coefficient');
const STORED = coded('stored-value', LOCAL_SCHEME, 'Stored pixel value, not in Hounsfield units');
const AXES = {
  a: coded('103339001', 'SCT', 'Long axis'),
  b: coded('103340004', 'SCT', 'Short axis'),
} as const;

/** Of PS3.16 CID 7464 (statistics), 7470 (linear), 7471 (area) and 7472 (volume). */
const CONCEPTS: Readonly<Record<Exclude<QuantityName, 'pixels'>, NumberCode>> = {
  value: { concept: ATTENUATION },
  mean: { concept: ATTENUATION, derivation: coded('373098007', 'SCT', 'Mean') },
  sd: { concept: ATTENUATION, derivation: coded('386136009', 'SCT', 'Standard Deviation') },
  min: { concept: ATTENUATION, derivation: coded('255605001', 'SCT', 'Minimum') },
  max: { concept: ATTENUATION, derivation: coded('56851009', 'SCT', 'Maximum') },
  length: { concept: coded('410668003', 'SCT', 'Length') },
  // How far the septum is from the midline that was drawn.
  shift: { concept: dcm('121206', 'Distance') },
  angle: { concept: coded('1483009', 'SCT', 'Angle') },
  area: { concept: coded('42798000', 'SCT', 'Area') },
  volume: { concept: coded('118565006', 'SCT', 'Volume') },
  diameterA: { concept: AXES.a },
  diameterB: { concept: AXES.b },
  height: { concept: dcm('121207', 'Height') },
};

/** The concept of a number; null for what is no measurement of the patient, as how many pixels it is of. */
export function numberCode(name: QuantityName, unit: Unit): NumberCode | null {
  if (name === 'pixels') return null;
  const code = CONCEPTS[name];
  return unit === 'stored' ? { ...code, concept: STORED } : code;
}

const NO_UNITS = coded('1', 'UCUM', 'no units');

/** Its unit in UCUM; lengths in pixels have none that a reader could take for another. */
export function unitCode(unit: Unit): Dataset {
  switch (unit) {
    case 'mm':
      return coded('mm', 'UCUM', 'mm');
    case 'mm2':
      return coded('mm2', 'UCUM', 'square millimeter');
    case 'ml':
      return coded('cm3', 'UCUM', 'cubic centimeter');
    case 'deg':
      return coded('deg', 'UCUM', 'Degree');
    case 'HU':
      return coded("[hnsf'U]", 'UCUM', 'Hounsfield unit');
    default:
      return NO_UNITS;
  }
}

/** How the volume of ABC/2 comes about (Kothari 1996). */
export const ABC2_METHOD = coded(
  'abc2',
  LOCAL_SCHEME,
  'ABC/2: half the product of three diameters',
);
