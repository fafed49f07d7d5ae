import type { Mm } from '#base';
import { type BrainEvidence, brainEvidence } from './brain-evidence.ts';
import { type HuStatistics, huStatistics } from './hu-statistics.ts';
import { sharingImage } from './kernel-memory.ts';
import type { HuImage } from './preprocess-spec.ts';
import { type StoredFaults, storedFaults } from './stored-faults.ts';

/** What a slice's pixels say of its content and its state. Never an input of the model. */
export interface PixelChecks {
  readonly brain: BrainEvidence;
  readonly faults: StoredFaults;
  readonly statistics: HuStatistics;
}

/** All checks of a slice's pixels, over one copy of them in the kernels' memory. */
export function pixelChecks(image: HuImage, pixelSpacing: readonly [Mm, Mm] | null): PixelChecks {
  return sharingImage(image.values, () => ({
    statistics: huStatistics(image),
    faults: storedFaults(image),
    brain: brainEvidence(image, pixelSpacing),
  }));
}
