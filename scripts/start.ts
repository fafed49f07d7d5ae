import { pacsAt } from '#dicomweb';
import { authorizationFrom } from '../src/cli/triage/pacs/credentials.ts';
import { srFormFrom } from '../src/cli/triage/sr-form.ts';
import { build } from './build.ts';
import { endWithUsage, portFrom, readArguments } from './command.ts';
import { openBrowser } from './open-browser.ts';
import { type ServeOptions, serveNear } from './serve.ts';

const USAGE = `usage: npm start -- [--port 4173] [--host 127.0.0.1] [--no-open] [--no-build] [--dicomweb URL [--store [--always] [--sr 3d]]
                     [--name HOST] [--insecure]]

Builds the app, serves it with the real headers, and opens it with the bundled model and samples. --no-build serves dist/ as
it is.

--dicomweb URL lets the page ask that PACS, below /dicom-web/ of its own origin, for lists, studies and metadata, and nothing else;
--store also lets results through to it, at a click, and with --always each without one; with --sr 3d their reports are Comprehensive 3D SR. Credentials are the value of the Authorization header in ICH_DICOMWEB_AUTHORIZATION, or in
the file that ICH_DICOMWEB_AUTHORIZATION_FILE names; the page never has them. --name is another name that this server is reached by
(triage.example:443), --insecure takes http:// to another machine.

--host 0.0.0.0 lets other machines in, and asks nobody who they are: for a container, or behind a portal.`;

const { values } = readArguments(USAGE, {
  port: { type: 'string', default: process.env.PORT ?? '4173' },
  host: { type: 'string', default: '127.0.0.1' },
  'no-open': { type: 'boolean', default: false },
  'no-build': { type: 'boolean', default: false },
  dicomweb: { type: 'string' },
  store: { type: 'boolean', default: false },
  always: { type: 'boolean', default: false },
  sr: { type: 'string' },
  name: { type: 'string', multiple: true, default: [] },
  insecure: { type: 'boolean', default: false },
});

/** What is served; ends with the usage where the address of the PACS is none, or the credentials are none. */
function served(): ServeOptions {
  const { dicomweb: address, store, always, insecure, name: names } = values;
  if (address === undefined) {
    if (store || always || values.sr !== undefined || insecure || names.length > 0) {
      endWithUsage(USAGE, '--dicomweb URL is missing.');
    }
    return { root: 'dist', host: values.host };
  }
  if (always && !store) endWithUsage(USAGE, '--always sends results: --store is missing.');
  if (values.sr !== undefined && !store)
    endWithUsage(USAGE, '--sr is of results: --store is missing.');
  try {
    const pacs = pacsAt(address, { insecure, authorization: authorizationFrom(process.env) });
    const sr = srFormFrom(values.sr ?? 'comprehensive');
    return { root: 'dist', host: values.host, names, dicomweb: { pacs, store, always, sr } };
  } catch (error) {
    return endWithUsage(USAGE, error instanceof Error ? error.message : String(error));
  }
}

const port = portFrom(USAGE, values.port);
const options = served();
try {
  if (!values['no-build']) build();
  const { url } = await serveNear({ ...options, port });
  console.log(
    `\nICH Triage is at ${url}\nClick "Load all" for the synthetic samples, or drop a head CT on the page. Ctrl+C stops it.`,
  );
  if (options.dicomweb !== undefined) {
    const { pacs, store } = options.dicomweb;
    console.log(
      `Below /dicom-web/ it is ${pacs.base.origin}, ${store ? 'for reading and results' : 'for reading only'}.`,
    );
  }
  if (!values['no-open']) openBrowser(url);
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
