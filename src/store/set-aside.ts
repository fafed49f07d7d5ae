/** Something that is kept in the browser and not used here, and why. It stays where it is until everything is deleted. */
export interface SetAside {
  readonly what: 'study' | 'result' | 'verdict' | 'measurement' | 'shift' | 'settings' | 'storage';
  /** 'refused': the browser keeps nothing beyond the tab. */
  readonly why: 'newer' | 'unreadable' | 'refused';
  readonly count: number;
}
