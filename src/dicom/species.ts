import type { DatasetValues } from './dataset-values.ts';

const HUMAN = /^(?:homo(?: sapiens)?|humans?|mensch)$/i;
/** Homo sapiens in SNOMED CT and in its former codes (PS3.16 CID 7454). */
const HUMAN_CODES: readonly string[] = ['337915000', 'L-85B00'];

/** Whether a file says that its patient is an animal: a species other than ours, a breed, or whether it was neutered (PS3.3 C.7.1.1). */
export function isAnimal(values: DatasetValues): boolean {
  const [species] = values.items('PatientSpeciesCodeSequence', 1);
  const code = species?.localText('CodeValue') ?? '';
  const meaning = species?.localText('CodeMeaning') ?? '';
  if (HUMAN_CODES.includes(code)) return false;
  const named = [values.localText('PatientSpeciesDescription'), meaning].filter(Boolean);
  if (named.some((name) => !HUMAN.test(name))) return true;
  if (named.length > 0) return false;
  return (
    code !== '' ||
    values.localText('PatientBreedDescription') !== '' ||
    values.text('PatientSexNeutered') !== ''
  );
}
