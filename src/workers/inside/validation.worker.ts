import { watchThread } from '#guard';
import { expose } from '../wire/expose.ts';
import { validationHost } from './validation-host.ts';

watchThread();
expose(validationHost());
