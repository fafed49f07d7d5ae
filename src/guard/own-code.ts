/** As much of Trusted Types (W3C) as is used here. Browsers without it go on as before: the rest of the policy holds there alone. */
interface PolicyFactory {
  createPolicy(
    name: string,
    rules: {
      readonly createHTML?: (text: string) => string;
      readonly createScriptURL?: (url: string, type: string, door?: string) => string | null;
    },
  ): { createHTML(text: string): unknown };
}

const { trustedTypes, location } = globalThis as unknown as {
  readonly trustedTypes?: PolicyFactory;
  readonly location: Location;
};

/** What the app starts scripts by: no element, no importScripts, no text. A browser may not say by what. */
const STARTED_BY = [undefined, 'Worker constructor', 'ServiceWorkerContainer register'];

// Both when this is loaded, before any package: the browser gives a name once, and none that the Content-Security-Policy does not list.
trustedTypes?.createPolicy('default', {
  createScriptURL: (url, _type, door) =>
    STARTED_BY.includes(door) && new URL(url, location.href).href.startsWith(`${location.origin}/`)
      ? url
      : null,
});
const markup = trustedTypes?.createPolicy('own-markup', { createHTML: (text) => text });

/**
 * The only way in which a text becomes elements: a document apart, in which nothing runs. `html` is markup of our own, escaped where it
 * quotes. Everywhere else (`innerHTML` and its like) the browser refuses it.
 */
export const parseOwnMarkup = (html: string): Document =>
  new DOMParser().parseFromString((markup?.createHTML(html) ?? html) as string, 'text/html');
