import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../promises/read-promises.ts';
import { abroadPart } from './abroad.ts';
import { AWAY } from './away.ts';
import { type AnyPart, findFigures } from './claims.ts';
import { cq500Part } from './cq500.ts';
import { baselinesPart, labelsPart } from './home.ts';
import { densePart, enginePart } from './measured-by-command.ts';
import { ACCURACY, COMPARISON, PERFORMANCE, packagesPart } from './packages.ts';

/** Everything that makes figures, the quickest first. */
export const PARTS: readonly AnyPart[] = [
  packagesPart,
  labelsPart,
  cq500Part,
  abroadPart,
  densePart,
  baselinesPart,
  enginePart,
];

/** The pages whose tables are held to what is measured. */
const PAGES = [ACCURACY, COMPARISON, PERFORMANCE] as const;

/** The published figures of the pages as they are now. */
export const publishedFigures = () =>
  findFigures(
    new Map(PAGES.map((page) => [page, readFileSync(join(ROOT, page), 'utf8')])),
    PARTS,
    AWAY,
  );
