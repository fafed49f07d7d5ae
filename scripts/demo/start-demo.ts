import { type Pacs, pacsAt, storeFiles } from '#dicomweb';
import { startFakePacs } from '../fake-pacs/fake-pacs.ts';
import { startOrthanc, whyNoOrthanc } from '../orthanc/start-orthanc.ts';
import { serveNear } from '../serve.ts';
import { givenStudies } from './given-files.ts';
import { sampleStudies } from './sample-files.ts';

/** How the demonstration is started. */
export interface DemoOptions {
  /** The built app. */
  readonly root: string;
  /** The sample studies, as `npm run samples` leaves them. */
  readonly samples: string;
  /** A folder of other studies to store in their place. */
  readonly from?: string | undefined;
  readonly port: number;
  /** Not Orthanc, though it may be there. */
  readonly fake: boolean;
  readonly say: (text: string) => void;
  /** Once it is aborted no further sample is stored, and the start rejects with its reason. */
  readonly signal?: AbortSignal;
}

/** The app with a PACS of its own behind it. */
export interface Demo {
  readonly url: string;
  readonly pacs: Pacs;
  /** Stored in it. */
  readonly studies: number;
  /** Ends all of it; nothing is left. */
  close(): Promise<void>;
}

/** Starts a PACS on the loopback interface, stores the samples in it, and serves the app before it. */
export async function startDemo(options: DemoOptions): Promise<Demo> {
  const { root, samples, from, port, fake, say, signal } = options;
  const { pacs, close: closePacs } = await startPacs(fake, say);
  try {
    let studies = 0;
    const now = new Date();
    const all = from === undefined ? sampleStudies(samples, now) : givenStudies(from, now);
    for (const { title, files } of all) {
      signal?.throwIfAborted();
      const { failed } = await storeFiles(pacs, files);
      const [first] = failed;
      if (first !== undefined) throw new Error(`${title} is not stored: ${first.reason.text}`);
      studies += 1;
    }
    const kind = from === undefined ? 'synthetic studies' : 'given studies';
    say(`${studies} ${kind} are stored in it, as if they had come today.`);
    const server = await serveNear({ root, port, dicomweb: { pacs, store: true } });
    const close = async (): Promise<void> => {
      await server.close();
      await closePacs();
    };
    return { url: server.url, pacs, studies, close };
  } catch (error) {
    await closePacs();
    throw error;
  }
}

async function startPacs(
  fake: boolean,
  say: DemoOptions['say'],
): Promise<{ readonly pacs: Pacs; close(): Promise<void> }> {
  const why = fake ? '--fake' : whyNoOrthanc();
  if (why !== null) {
    const { url, close } = await startFakePacs();
    say(`The PACS is a made one, in memory, at ${url}. Not Orthanc: ${why}.`);
    return { pacs: pacsAt(url), close };
  }
  const { url, authorization, close } = await startOrthanc();
  say(`The PACS is Orthanc at ${url}, reached from this machine alone.`);
  return { pacs: pacsAt(url, { authorization: async () => authorization }), close };
}
