import { AppError } from '#base';

/** Knows whether a device is gone, and lets nobody wait for an answer that will not come. */
export interface LossWatch {
  /** Called once by whoever sees the device go. */
  report(reason: string): void;
  /** The work's result, or AppError 'engine-lost' as soon as the device is gone. */
  guard<T>(work: () => Promise<T>): Promise<T>;
}

/**
 * Watches one device. tfjs polls a lost WebGL context for ever, and reads zeros from it: so losses are heard of by
 * events, and a result that came while the device went is not believed.
 */
export function lossWatch(): LossWatch {
  let lost: AppError | null = null;
  const waiting = new Set<(error: AppError) => void>();
  return {
    report: (reason) => {
      lost = new AppError('engine-lost', `The device is gone: ${reason}.`);
      for (const reject of waiting) reject(lost);
      waiting.clear();
    },
    guard: async (work) => {
      if (lost !== null) throw lost;
      let giveUp: (error: AppError) => void = () => undefined;
      const gone = new Promise<never>((_, reject) => {
        giveUp = reject;
      });
      waiting.add(giveUp);
      try {
        return await Promise.race([work(), gone]);
      } finally {
        waiting.delete(giveUp);
      }
    },
  };
}
