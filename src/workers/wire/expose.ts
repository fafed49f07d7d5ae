import * as Comlink from 'comlink';
import { teachComlink } from './transfer.ts';
import { WIRE_VERSION } from './worker-api.ts';

/** Offers an API to the other end of a channel, and says which messages it understands. */
export function expose(api: object, endpoint?: Comlink.Endpoint): void {
  teachComlink();
  Comlink.expose({ wireVersion: () => WIRE_VERSION, ...api }, endpoint);
}
