import { watchThread } from '#guard';
import { expose } from '../wire/expose.ts';
import { adaptationHost } from './adaptation-host.ts';

watchThread();
expose(adaptationHost());
