import { mkdir, mkdtemp, rm } from 'node:fs/promises';
import { join } from 'node:path';
import type { TestProject } from 'vitest/node';

declare module 'vitest' {
  export interface ProvidedContext {
    /** The folder in which the test files of a run share the bundled commands. */
    readonly bundles: string;
  }
}

let folder = '';

/** Gives the test files of a run a folder to share. Nothing is bundled for those that need none. */
export async function setup(project: TestProject): Promise<void> {
  await mkdir('.cache', { recursive: true });
  folder = await mkdtemp(join('.cache', 'services-'));
  project.provide('bundles', folder);
  // Other sources, another bundle.
  project.onTestsRerun(async () => {
    await teardown();
    await mkdir(folder);
  });
}

/** Removes it when they are through. */
export async function teardown(): Promise<void> {
  await rm(folder, { recursive: true, force: true });
}
