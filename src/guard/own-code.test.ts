import { afterEach, describe, expect, it, vi } from 'vitest';

type ScriptUrl = (url: string, type: string, door?: string) => string | null;
interface Rules {
  readonly createHTML?: (text: string) => string;
  readonly createScript?: unknown;
  readonly createScriptURL?: ScriptUrl;
}

/** Loads the module as a browser with Trusted Types does: the policies that it makes, by name. */
async function policiesMade(): Promise<ReadonlyMap<string, Rules>> {
  const made = new Map<string, Rules>();
  vi.stubGlobal('location', new URL('https://hospital.example/triage/assets/a.worker-1.js'));
  vi.stubGlobal('trustedTypes', {
    createPolicy(name: string, rules: Rules) {
      made.set(name, rules);
      return { createHTML: (text: string) => ({ trusted: rules.createHTML?.(text) }) };
    },
  });
  await import('./own-code.ts');
  return made;
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.resetModules();
});

describe('what becomes code or markup', () => {
  it('is let through by two policies alone, neither of which makes code of text', async () => {
    const made = await policiesMade();
    expect([...made.keys()]).toEqual(['default', 'own-markup']);
    expect([...made.values()].map((rules) => Object.keys(rules))).toEqual([
      ['createScriptURL'],
      ['createHTML'],
    ]);
  });

  it.each([
    ['an asset', './assets/b.worker-2.js', 'Worker constructor', true],
    ['an asset, by what is not said', './assets/b.worker-2.js', undefined, true],
    ['another origin, by what is not said', 'https://thief.example/b.js', undefined, false],
    ['the service worker', './sw.js', 'ServiceWorkerContainer register', true],
    ['its whole address', 'https://hospital.example/b.js', 'Worker constructor', true],
    ['another origin', 'https://thief.example/b.js', 'Worker constructor', false],
    ['another origin in short', '//thief.example/b.js', 'Worker constructor', false],
    ['a name that begins so', 'https://hospital.example.thief.net/', 'Worker constructor', false],
    ['another port', 'https://hospital.example:444/b.js', 'Worker constructor', false],
    ['no encryption', 'http://hospital.example/b.js', 'Worker constructor', false],
    ['a blob', 'blob:https://hospital.example/1-2', 'Worker constructor', false],
    ['a data URL', 'data:text/javascript,1', 'Worker constructor', false],
    ['code', 'javascript:1', 'Worker constructor', false],
    ['an element', './assets/b.js', 'HTMLScriptElement src', false],
    ['importScripts', './assets/b.js', 'WorkerGlobalScope importScripts', false],
    ['a shared worker', './assets/b.js', 'SharedWorker constructor', false],
  ])('as a script by its address, of %s: %s to the %s', async (_, url, sink, isLet) => {
    const rule = (await policiesMade()).get('default')?.createScriptURL;
    expect(rule?.(url, 'TrustedScriptURL', sink)).toBe(isLet ? url : null);
  });

  it('goes to the parser trusted, or as it is where the browser has no Trusted Types', async () => {
    const parsed: unknown[] = [];
    vi.stubGlobal(
      'DOMParser',
      class {
        parseFromString(...given: unknown[]) {
          parsed.push(given);
        }
      },
    );
    (await import('./own-code.ts')).parseOwnMarkup('<b>1</b>');
    vi.resetModules();
    await policiesMade();
    (await import('./own-code.ts')).parseOwnMarkup('<b>2</b>');
    expect(parsed).toEqual([
      ['<b>1</b>', 'text/html'],
      [{ trusted: '<b>2</b>' }, 'text/html'],
    ]);
  });
});
