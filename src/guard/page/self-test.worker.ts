import { watchThread } from '../watch-thread.ts';

watchThread();
addEventListener('message', ({ data }: MessageEvent<string>) => {
  void fetch(data).catch(() => undefined);
});
