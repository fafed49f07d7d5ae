import { type LedgerBook, openLedger } from '../ledger.ts';
import { type Attestation, attest } from './attestation.ts';
import { keepOffline, type Offline } from './offline.ts';
import type { Recorder } from './recorder.ts';
import { sealPage } from './seal.ts';
import { type ProbeResult, runSelfTest } from './self-test.ts';

/** What was requested, what is kept, and how to prove it. */
export interface Guard {
  readonly ledger: LedgerBook;
  readonly offline: Offline;
  readonly selfTest: () => Promise<readonly ProbeResult[]>;
  readonly attest: (tested: readonly ProbeResult[] | null) => Promise<Attestation>;
}

/** Seals the page, adds up what was recorded and keeps the app in the browser. Only a built app (`isBuilt`) has a service worker. */
export function openGuard(recorder: Recorder, isBuilt: boolean): Guard {
  const ledger = openLedger(
    location.origin,
    Math.round(performance.timeOrigin),
    new URL('./', document.baseURI).pathname,
  );
  const offline = keepOffline();
  sealPage(globalThis, (note) => ledger.add([note], Date.now()));
  recorder.play((message, at) => {
    if (message.kind === 'notes') ledger.add(message.notes, at);
    else offline.hear(message);
  });
  if (isBuilt) offline.begin();
  return {
    ledger,
    offline,
    selfTest: () => runSelfTest(ledger),
    attest: (tested) => attest(ledger.getState(), offline.getState(), tested),
  };
}
