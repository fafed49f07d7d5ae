import { spawnSync } from 'node:child_process';
import { isInstalled } from './machine.ts';

/** What dciodvfy finds wrong with the DICOM file at a path; nothing where it is not installed. */
export function errorsIn(path: string): readonly string[] {
  if (!isInstalled('dciodvfy')) return [];
  const { stderr } = spawnSync('dciodvfy', [path], { encoding: 'utf8' });
  return stderr.split('\n').filter((line) => line.startsWith('Error'));
}
