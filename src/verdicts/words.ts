import { LABEL_ABBREVIATIONS } from '#base';
import type { Verdict } from './verdict.ts';

/** A verdict in a few words: "hemorrhage: SDH, SAH", "none", "unsure". Lower case; of earlier versions "agreed with the result". */
export function verdictWords(verdict: Verdict): string {
  switch (verdict.kind) {
    case 'hemorrhage': {
      const types = verdict.types.map((type) => LABEL_ABBREVIATIONS[type]).join(', ');
      return types === '' ? 'hemorrhage' : `hemorrhage: ${types}`;
    }
    case 'agree':
      return 'agreed with the result';
    case 'disagree':
      return 'disagreed with the result';
    default:
      return verdict.kind;
  }
}
