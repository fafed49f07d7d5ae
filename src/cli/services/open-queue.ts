import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { AppError, messageOf } from '#base';
import { modelHashOf, parseManifest } from '#inference';
import { type BullMqOptions, openBullMqQueue, type StudyQueue } from '#queue';
import { modelFolder } from '../model-folder.ts';

const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[::1\])$/;

type Environment = Readonly<Record<string, string | undefined>>;

/** The hash of the model in a folder, by its manifest alone. Rejects with AppError. */
export async function modelHashIn(asked: string | null): Promise<string> {
  const path = join(await modelFolder(asked), 'manifest.json');
  const text = await readFile(path, 'utf8').catch((cause: unknown) => {
    throw new AppError('no-model', `${path} cannot be read: ${messageOf(cause)}`, { cause });
  });
  return modelHashOf(parseManifest(JSON.parse(text)));
}

/** Where the queue is, checked. Credentials are the environment's. Throws AppError 'usage' in words for people. */
function queueAddress(
  address: string,
  insecure: boolean,
  environment: Environment,
): Pick<BullMqOptions, 'url' | 'username' | 'password'> {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url === null || !/^rediss?:$/.test(url.protocol) || url.hostname === '') {
    throw new AppError('usage', 'The address of a queue begins with redis:// or rediss://.');
  }
  if (url.username !== '' || url.password !== '') {
    // The address itself is not repeated: it holds a password.
    throw new AppError(
      'usage',
      'Credentials do not belong into the address, which others can see: put them into ICH_QUEUE_USER and ICH_QUEUE_PASSWORD.',
    );
  }
  if (url.protocol === 'redis:' && !LOOPBACK.test(url.hostname) && !insecure) {
    throw new AppError(
      'usage',
      `${url.host} is another machine, and redis:// can be read and changed by everybody on the way: give rediss://, or --insecure if the way is safe.`,
    );
  }
  const { ICH_QUEUE_USER: username = '', ICH_QUEUE_PASSWORD: password = '' } = environment;
  return {
    url: address,
    ...(username === '' ? {} : { username }),
    ...(password === '' ? {} : { password }),
  };
}

/** The queue of a model that machines share. Rejects with AppError 'usage' or 'queue-unreachable'. */
export async function openQueue(
  address: string,
  insecure: boolean,
  modelHash: string,
  times: Pick<BullMqOptions, 'lockMs' | 'retryMs' | 'answerMs'> = {},
): Promise<StudyQueue> {
  return openBullMqQueue({ ...queueAddress(address, insecure, process.env), modelHash, ...times });
}
