import { ADAPTATION } from './adaptation.ts';
import { ATTENTION } from './attention.ts';
import { BLINDED } from './blinded.ts';
import { COMMON } from './common.ts';
import { DESK } from './desk.ts';
import { ENGINE } from './engine.ts';
import { EXPORT } from './export.ts';
import { FIRST_VISIT } from './first-visit.ts';
import { FOLDER } from './folder.ts';
import { INTAKE } from './intake.ts';
import { LOCK } from './lock.ts';
import { MODELS } from './models.ts';
import { PACS } from './pacs.ts';
import { PARTS } from './parts.ts';
import { PRIVACY } from './privacy.ts';
import { READING } from './reading.ts';
import { REPORT } from './report.ts';
import { SETTINGS } from './settings.ts';
import { SHELL } from './shell.ts';
import { VALIDATION } from './validation.ts';
import { WALL } from './wall.ts';
import { WORKLIST } from './worklist.ts';

/** Every text of the screen in German, by the English one. */
export const GERMAN = {
  ...ADAPTATION,
  ...ATTENTION,
  ...BLINDED,
  ...COMMON,
  ...DESK,
  ...ENGINE,
  ...EXPORT,
  ...FIRST_VISIT,
  ...FOLDER,
  ...INTAKE,
  ...LOCK,
  ...MODELS,
  ...PACS,
  ...PARTS,
  ...PRIVACY,
  ...READING,
  ...REPORT,
  ...SETTINGS,
  ...SHELL,
  ...VALIDATION,
  ...WALL,
  ...WORKLIST,
};

/** What a text of the screen has to be a key of. */
export type German = typeof GERMAN;
