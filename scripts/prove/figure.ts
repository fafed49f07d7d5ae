import type { TestContext } from 'vitest';

declare module 'vitest' {
  interface TaskMeta {
    /** What a test counted, for the page of `npm run prove`. */
    figures?: string[];
  }
}

/** Says in the report of a test what it counted: "2,000 mutants, 0 read otherwise". */
export function figure({ task }: Pick<TestContext, 'task'>, text: string): void {
  task.meta.figures = [...(task.meta.figures ?? []), text];
}
