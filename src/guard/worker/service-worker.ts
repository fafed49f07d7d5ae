import { messageOf } from '#base';
import { type EgressNote, type GuardMessage, openGuardChannel } from '../egress-note.ts';
import type { Release, VersionAnswer, VersionQuestion } from '../release.ts';
import { judge } from './judge.ts';
import { openKeeper } from './keep.ts';
import type { WorkerScope } from './worker-scope.ts';

/** Put in by the build (scripts/offline/write-service-worker.ts). */
declare const RELEASE: Release;
declare const self: WorkerScope;

const scope = self.registration.scope;
const channel = openGuardChannel();
const tell = (message: GuardMessage) => channel.postMessage(message);
const note = (one: Omit<EgressNote, 'by'>) =>
  tell({ kind: 'notes', notes: [{ ...one, by: 'service-worker' }] });

const keeper = openKeeper({
  caches: self.caches,
  fetch: (url, init) => self.fetch(url, init),
  scope,
  told: (url) => note({ kind: 'sent', url, what: 'service-worker' }),
});

/** Set when what is kept was of no use: until the browser lets go of this worker, the network answers. */
let isRetired = false;

self.addEventListener('install', (event) => {
  event.waitUntil(
    keeper.install(RELEASE).catch((error: unknown) => {
      tell({ kind: 'not-kept', why: messageOf(error) });
      throw error; // The browser drops this worker; the one before, if any, goes on.
    }),
  );
});

self.addEventListener('activate', (event) => {
  event.waitUntil(start());
});

async function start(): Promise<void> {
  // A later version is taken when the reader says so, not when the last tab happened to be closed.
  if ((await keeper.current()) === null) await keeper.take(RELEASE);
  await keeper.tidy(RELEASE);
}

self.addEventListener('fetch', (event) => {
  if (isRetired && new URL(event.request.url).origin === self.location.origin) return;
  event.respondWith(respond(event.request));
});

async function respond(request: Request): Promise<Response> {
  const verdict = judge(request, scope, await keeper.lists());
  if (verdict.kind === 'refuse') {
    note({ kind: 'refused', url: request.url, what: request.destination || 'fetch' });
    return Response.error();
  }
  if (verdict.kind === 'pacs') {
    // The browser's list of requests, which the page reads, does not tell what was sent from what was asked.
    if (verdict.sends) note({ kind: 'stored', url: request.url, what: 'result' });
    return self.fetch(request);
  }
  if (verdict.kind === 'pass') return self.fetch(request);
  const answer = await keeper.answer(verdict.path);
  if (answer !== null) return answer;
  return request.mode === 'navigate' ? rescue(request) : Response.error();
}

/** The page itself is neither kept nor to be had: another release that is kept, or the network and a fresh start. */
async function rescue(request: Request): Promise<Response> {
  if ((await keeper.current())?.version !== RELEASE.version) {
    await keeper.take(RELEASE);
    const page = await keeper.answer('index.html');
    if (page !== null) return page;
  }
  const fromNetwork = await self.fetch(request);
  isRetired = true;
  await keeper.forget();
  await self.registration.unregister();
  return fromNetwork;
}

self.addEventListener('message', (event) => {
  const [port] = event.ports;
  event.waitUntil(
    answerPage(event.data as VersionQuestion).then((said) => port?.postMessage(said)),
  );
});

async function answerPage(question: VersionQuestion): Promise<VersionAnswer> {
  if (question.kind === 'take') {
    await keeper.take(RELEASE);
    await self.skipWaiting();
    tell({ kind: 'taken', version: RELEASE.version });
  }
  const current = (await keeper.current()) ?? RELEASE;
  if (question.kind === 'which') {
    const path = question.script.slice(scope.length);
    // A page of another build would ask for files that this one lacks.
    if (self.registration.active !== null && Object.hasOwn(current.files, path)) {
      await self.clients.claim().catch(() => undefined);
    }
  }
  return {
    own: RELEASE.version,
    current: current.version,
    files: Object.keys(current.files).length,
  };
}
