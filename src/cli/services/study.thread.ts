import { parentPort, workerData } from 'node:worker_threads';
import { AppError, messageOf } from '#base';
import { pacsAt } from '#dicomweb';
import { HopelessError, LostWorkError } from '#queue';
import { letManyListen } from '../many-listeners.ts';
import { modelFolder, openFolder } from '../model-folder.ts';
import { authorizationFrom } from '../triage/pacs/credentials.ts';
import { AlarmError, type AnalystSetup, analyze } from './analyst.ts';
import { HeldStudies } from './held-studies.ts';
import type { FromThread, ThreadSetup, ToThread } from './messages.ts';

/** The thread in which studies are worked on, one after the other: the queue's lock is renewed outside, however busy this is. */
const port = parentPort;
if (port === null) throw new Error('this is a worker thread');
const tell = (message: FromThread): void => port.postMessage(message);

const setup = workerData as ThreadSetup;
const hurry = new AbortController();
letManyListen(hurry.signal);
const held = new HeldStudies();
let hearWhose: (isOurs: boolean) => void = () => undefined;
const isOurs = (): Promise<boolean> =>
  new Promise((heard) => {
    hearWhose = heard;
    tell({ kind: 'ours?' });
  });

async function open(): Promise<AnalystSetup> {
  const { address, insecure, operatingPoint, out, sr, writeBack, engine } = setup;
  const authorization = authorizationFrom(process.env);
  const pacs = pacsAt(address, { insecure, authorization });
  const folder = await modelFolder(setup.model);
  const model = await openFolder(folder, {
    signal: hurry.signal,
    ...(engine === null ? {} : { forced: engine }),
  });
  tell({ kind: 'ready', engine: model.engine.description, modelHash: model.pack.modelHash });
  const onAway = () => tell({ kind: 'away' });
  const onUnwritable = (text: string) => tell({ kind: 'unwritable', text });
  const asked = { operatingPoint, out, sr, writeBack };
  return { pacs, model, ...asked, held, isOurs, hurry: hurry.signal, onAway, onUnwritable };
}

const opened = open();
opened.catch((error: unknown) => {
  const isUsage = error instanceof AppError && error.code === 'usage';
  tell({ kind: 'unready', text: messageOf(error), isUsage });
});

port.on('message', async (message: ToThread) => {
  if (message.kind === 'hurry') return hurry.abort();
  if (message.kind === 'ours') return hearWhose(message.isOurs);
  try {
    const result = await analyze(await opened, message.work, message.isLast);
    tell({ kind: 'done', kept: held.studies, result });
  } catch (error) {
    tell({
      kept: held.studies,
      kind: 'failed',
      text: messageOf(error),
      hopeless: error instanceof HopelessError,
      alarm: error instanceof AlarmError,
      lost: error instanceof LostWorkError,
      storedLate: error instanceof LostWorkError ? error.storedLate : [],
    });
  }
});
