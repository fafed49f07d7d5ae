import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import type { Connect, Plugin } from 'vite';
import { developmentHeaders, securityHeaders } from './headers.ts';

type Headers = Readonly<Record<string, string>>;

/** Puts the headers on every answer, on those of other plugins and on errors, too. */
function sends(headers: Headers): Connect.NextHandleFunction {
  return (_request, response: ServerResponse, next) => {
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    next();
  };
}

/**
 * Makes `vite` and `vite preview` send what the built app is served with. Preview sends the very same. In development the
 * page holds a script and styles that Vite puts in (Fast Refresh, replaced CSS): they carry a nonce, new at every start, and
 * script-src and style-src allow it. Everything else is as strict as in the built app. Stands before plugins that answer.
 */
export function appHeaders(): Plugin {
  const nonce = randomUUID();
  return {
    name: 'app-headers',
    config: (_, { command, isPreview }) =>
      command === 'serve' && isPreview !== true ? { html: { cspNonce: nonce } } : {},
    configureServer(server) {
      server.middlewares.use(sends(developmentHeaders(nonce)));
    },
    configurePreviewServer(server) {
      server.middlewares.use(sends(securityHeaders()));
    },
  };
}
