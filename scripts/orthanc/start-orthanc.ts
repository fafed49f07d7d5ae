import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdtemp, open, readFile, rm, writeFile } from 'node:fs/promises';
import { type AddressInfo, connect, createServer, type Server } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { whyNotInstalled } from '../machine.ts';

/** An Orthanc of one's own: empty, reached from this machine alone, gone without a trace when it is closed. */
export interface Orthanc {
  /** "http://127.0.0.1:1234/dicom-web" */
  readonly url: string;
  /** The value of the Authorization header. */
  readonly authorization: string;
  /** The port of the loopback interface at which it takes C-STORE and C-FIND; null where it wasn't asked for. */
  readonly dicomPort: number | null;
  /** The process that Orthanc runs below now. */
  readonly pid: () => number | undefined;
  /** Ends it; it keeps what it holds. */
  stop(): Promise<void>;
  /** Ends it at once, in the middle of whatever it does; it keeps what it had written. */
  kill(): Promise<void>;
  /** Starts it again, at the same address. */
  start(): Promise<void>;
  close(): Promise<void>;
}

const PLUGIN = '/usr/share/orthanc/plugins/libOrthancDicomWeb.so';
/** In a network where nobody else is. */
export const PORT = 8042;
const DICOM_PORT = 4242;
/** Debian's Orthanc listens to everybody, whatever it is told: it gets a network with nothing but a loopback in it. */
export const ALONE = ['--user', '--map-root-user', '--net', '--'];
const INSIDE = fileURLToPath(new URL('inside.ts', import.meta.url));
const START_MS = 60_000;

/** Why no Orthanc can be started on this machine; null where it can. */
export function whyNoOrthanc(): string | null {
  const missing = whyNotInstalled('Orthanc', 'unshare', 'ip');
  if (missing !== null) return missing;
  if (!existsSync(PLUGIN)) return "Orthanc's DICOMweb plugin not installed";
  const isAlone = spawnSync('unshare', [...ALONE, 'ip', 'link', 'set', 'lo', 'up']).status === 0;
  return isAlone ? null : 'no network of its own for it: unshare is refused to this user';
}

/** How one is started. */
export interface OrthancOptions {
  /** It speaks DICOM's own protocol, too. */
  readonly dicom?: boolean;
  /** The text of a configuration file that is not to be touched, and the password of its user "triage"; it listens at {@link PORT}. */
  readonly given?: { readonly configuration: string; readonly password: string };
}

/** Starts one, on a free port of the loopback interface. Rejects with its own last words where it does not start. */
export async function startOrthanc({
  dicom = false,
  given,
}: OrthancOptions = {}): Promise<Orthanc> {
  const folder = await mkdtemp(join(tmpdir(), 'ich-orthanc-'));
  const password = given?.password ?? randomBytes(12).toString('hex');
  const authorization = `Basic ${Buffer.from(`triage:${password}`).toString('base64')}`;
  const own = { ...configuration(folder, password), ...dicomServer(dicom) };
  await writeFile(
    join(folder, 'orthanc.json'),
    given?.configuration ?? JSON.stringify(own, null, 2),
    { mode: 0o600 },
  );
  const ways = [{ socket: join(folder, 'socket'), leadsTo: PORT }];
  if (dicom) ways.push({ socket: join(folder, 'dicom'), leadsTo: DICOM_PORT });
  const gates = await Promise.all(ways.map(({ socket }) => openGate(socket)));
  const [port = 0, dicomPort = null] = gates.map((gate) => (gate.address() as AddressInfo).port);
  const url = `http://127.0.0.1:${port}/dicom-web`;
  let child = await launched(folder, ways);
  const close = async (): Promise<void> => {
    await ended(child);
    await Promise.all(gates.map((gate) => new Promise((done) => gate.close(done))));
    await rm(folder, { recursive: true, force: true });
  };
  const answering = async (): Promise<void> => {
    if (await answers(url, authorization, child)) return;
    const words = await readFile(join(folder, 'log'), 'utf8').catch(() => '');
    await close();
    throw new Error(`Orthanc does not start: ${words.trim().split('\n').slice(-5).join('\n')}`);
  };
  await answering();
  return {
    url,
    authorization,
    dicomPort,
    pid: () => child.pid,
    stop: () => ended(child),
    kill: () => killed(child),
    start: async () => {
      for (const { socket } of ways) await rm(socket, { force: true });
      child = await launched(folder, ways);
      await answering();
    },
    close,
  };
}

/** A socket in the file system, and the port of Orthanc's own network that it leads to. */
interface Way {
  readonly socket: string;
  readonly leadsTo: number;
}

/** Starts the process; its words go to the log. */
async function launched(folder: string, ways: readonly Way[]): Promise<ChildProcess> {
  const log = await open(join(folder, 'log'), 'a');
  const inside = [
    process.execPath,
    '--import',
    'tsx',
    INSIDE,
    join(folder, 'orthanc.json'),
    ...ways.flatMap(({ socket, leadsTo }) => [socket, String(leadsTo)]),
  ];
  const words = [...ALONE, ...inside];
  const child = spawn('unshare', words, { stdio: ['pipe', log.fd, log.fd] });
  await log.close();
  return child;
}

/** What Orthanc is started with: it keeps its files in the folder, and takes the user "triage". */
export const configuration = (folder: string, password: string) => ({
  Name: 'ICH Triage',
  StorageDirectory: join(folder, 'db'),
  IndexDirectory: join(folder, 'db'),
  Plugins: [PLUGIN],
  HttpPort: PORT,
  DicomServerEnabled: false,
  AuthenticationEnabled: true,
  RegisteredUsers: { triage: password },
  DicomWeb: { Enable: true, Root: '/dicom-web/', StudiesMetadata: 'MainDicomTags' },
});

/** Takes what anybody sends, and answers who asks: there is nobody in its network. */
const dicomServer = (dicom: boolean) =>
  dicom
    ? {
        DicomServerEnabled: true,
        DicomPort: DICOM_PORT,
        DicomAet: 'ORTHANC',
        DicomAlwaysAllowFind: true,
      }
    : {};

/** A port of the loopback interface out here that leads to the socket. */
function openGate(socket: string): Promise<Server> {
  const gate = createServer({ allowHalfOpen: true }, (outer) => {
    const inner = connect({ path: socket, allowHalfOpen: true });
    outer.pipe(inner).pipe(outer);
    outer.on('error', () => inner.destroy());
    inner.on('error', () => outer.destroy());
  });
  return new Promise((done) => {
    gate.listen(0, '127.0.0.1', () => done(gate));
  });
}

async function answers(url: string, authorization: string, child: ChildProcess): Promise<boolean> {
  for (const end = Date.now() + START_MS; Date.now() < end && child.exitCode === null; ) {
    const answer = await fetch(`${url}/studies?limit=1`, {
      headers: { Authorization: authorization, Accept: 'application/dicom+json' },
      // While nothing listens inside, a connection is taken and ends without a word, which fetch may wait on.
      signal: AbortSignal.timeout(2000),
    }).catch(() => null);
    await answer?.body?.cancel();
    if (answer?.ok === true) return true;
    await wait(200);
  }
  return false;
}

/** Ends it by the end of its stdin, and waits until it is gone. */
async function ended(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise((done) => child.once('exit', done));
  child.stdin?.on('error', () => undefined).end();
  const late = setTimeout(() => child.kill('SIGKILL'), 20_000);
  await gone;
  clearTimeout(late);
}

/** Kills Orthanc, not what it runs below, which ends by itself then. Throws where it does not run. */
async function killed(child: ChildProcess): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) throw new Error('Orthanc does not run');
  const gone = new Promise((done) => child.once('exit', done));
  const below = `/proc/${child.pid}/task/${child.pid}/children`;
  for (const pid of (await readFile(below, 'utf8')).trim().split(' ').map(Number)) {
    const name = await readFile(`/proc/${pid}/comm`, 'utf8').catch(() => '');
    if (name.trim() === 'Orthanc') process.kill(pid, 'SIGKILL');
  }
  await gone;
}
