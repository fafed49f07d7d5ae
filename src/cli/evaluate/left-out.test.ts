import { describe, expect, it } from 'vitest';
import { leftOutFolds, refuseTrainedOnFold } from './left-out.ts';

describe("a fold's model", () => {
  it('says in its training record which folds it left out', () => {
    expect(leftOutFolds('1 slices of 1 patients (all folds)')).toEqual([]);
    expect(leftOutFolds('1 slices of 1 patients (all folds but 3)')).toEqual([3]);
    expect(leftOutFolds('1468 slices of 48 patients (all folds but [0, 1])')).toEqual([0, 1]);
    expect(leftOutFolds('RSNA, somehow')).toBeNull();
  });

  it('is refused where it was trained on the fold that it is to judge', () => {
    expect(refuseTrainedOnFold('m/fold1', 1, 'x (all folds but [0, 1])')).toBe(true);
    expect(() => refuseTrainedOnFold('m/fold2', 2, 'x (all folds but [0, 1])')).toThrow(
      /m\/fold2: was trained on fold 2/,
    );
    expect(() => refuseTrainedOnFold('m/fold0', 0, 'x (all folds)')).toThrow('fold 0');
  });

  it('may judge where its record says nothing', () => {
    expect(refuseTrainedOnFold('m/fold0', 0, 'elsewhere')).toBe(false);
  });
});
