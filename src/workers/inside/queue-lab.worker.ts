import { watchThread } from '#guard';
import { expose } from '../wire/expose.ts';
import { queueLabHost } from './queue-lab-host.ts';

watchThread();
expose(queueLabHost());
