/** An event that the browser waits for. */
interface WaitingEvent {
  waitUntil(work: Promise<unknown>): void;
}

/** As much of ServiceWorkerGlobalScope as is used: the library that declares it excludes the one that declares a page. */
export interface WorkerScope {
  readonly registration: ServiceWorkerRegistration;
  readonly caches: CacheStorage;
  readonly location: Location;
  readonly clients: { claim(): Promise<void> };
  fetch(request: Request | string, init?: RequestInit): Promise<Response>;
  skipWaiting(): Promise<void>;
  addEventListener(type: 'install' | 'activate', listen: (event: WaitingEvent) => void): void;
  addEventListener(
    type: 'fetch',
    listen: (event: {
      readonly request: Request;
      respondWith(answer: Promise<Response>): void;
    }) => void,
  ): void;
  addEventListener(
    type: 'message',
    listen: (event: WaitingEvent & Pick<MessageEvent, 'data' | 'ports'>) => void,
  ): void;
}
