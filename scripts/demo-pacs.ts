import { build } from './build.ts';
import { isMain, portFrom, readArguments } from './command.ts';
import { startDemo } from './demo/start-demo.ts';
import { whatIsMissing } from './demo/what-is-missing.ts';
import { openBrowser } from './open-browser.ts';

const USAGE = `usage: npm run demo:pacs -- [--port 4173] [--fake] [--no-open] [--no-build] [--root dist] [--samples public/samples]

Starts a PACS of its own (Orthanc where it is installed, else a made one, and says which), stores the synthetic samples in
it, serves the app before it, lets results through, and opens the app. Reached from this machine alone; Ctrl+C ends all of it and
leaves nothing. --fake takes the made one though Orthanc is there, --no-build serves --root as it is.`;

async function main(): Promise<void> {
  const { values } = readArguments(USAGE, {
    port: { type: 'string', default: process.env.PORT ?? '4173' },
    fake: { type: 'boolean', default: false },
    'no-open': { type: 'boolean', default: false },
    'no-build': { type: 'boolean', default: false },
    root: { type: 'string', default: 'dist' },
    samples: { type: 'string', default: 'public/samples' },
  });
  const port = portFrom(USAGE, values.port);
  // Not once: a second Ctrl+C would end this before the PACS's folder is gone. Nothing of the ending waits for anybody without end.
  const stop = new AbortController();
  const stopped = new Promise<void>((done) => {
    stop.signal.addEventListener('abort', () => done());
    for (const signal of ['SIGINT', 'SIGTERM'] as const) process.on(signal, () => stop.abort());
  });
  if (!values['no-build']) build();
  // Before a PACS is started for nothing.
  const missing = whatIsMissing(values.root, values.samples);
  if (missing !== null) throw new Error(missing);
  const demo = await startDemo({
    root: values.root,
    samples: values.samples,
    port,
    fake: values.fake,
    say: (text) => console.log(text),
    signal: stop.signal,
  }).catch((error: unknown) => {
    // Ctrl+C while the samples go into the PACS, which a terminal's ends, too: that is no fault to be told.
    if (stop.signal.aborted) return null;
    throw error;
  });
  if (demo === null) return;
  console.log(
    `\nICH Triage with its PACS is at ${demo.url}\nThe list beside the drop zone is the PACS's; "Send result" stores a result in it. Ctrl+C ends all of it.`,
  );
  if (!values['no-open']) openBrowser(demo.url);
  await stopped;
  await demo.close();
}

if (isMain(import.meta.url)) {
  try {
    await main();
  } catch (error) {
    console.error(error instanceof Error ? error.message : error);
    process.exitCode = 1;
  }
}
