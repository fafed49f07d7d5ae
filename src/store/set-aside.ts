/** Something that is kept in the browser and not used here, and why. It stays where it is until everything is deleted. */
export interface SetAside {
  readonly what: 'study' | 'result' | 'verdict' | 'measurement' | 'shift' | 'settings' | 'storage';
  /**
   * Of the storage: 'refused': the browser keeps nothing beyond the tab; 'blocked': nor while an older tab holds it; 'full': there is no more
   * room; 'lost': it was deleted or damaged from outside; 'undeleted': deleting it failed.
   */
  readonly why: 'newer' | 'unreadable' | 'refused' | 'blocked' | 'full' | 'lost' | 'undeleted';
  readonly count: number;
}
