import { readFile } from 'node:fs/promises';
import { AppError, messageOf } from '#base';
import type { Authorization } from '#dicomweb';

const NAME = 'ICH_DICOMWEB_AUTHORIZATION';

type Environment = Readonly<Record<string, string | undefined>>;

/**
 * The Authorization header for the PACS ("Basic ...", "Bearer ..."): from the environment, or from a file that is read anew when it is
 * refused, as tokens run out. Never from an option or an address, which other users of the machine can see. Rejects with AppError
 * 'usage' where the file cannot be read, or the value cannot be a header.
 */
export function authorizationFrom(environment: Environment): Authorization {
  const file = environment[`${NAME}_FILE`];
  if (file !== undefined && file !== '') return fromFile(file);
  const value = checked(environment[NAME] ?? '', NAME);
  return async (again) => (again ? null : value);
}

function fromFile(path: string): Authorization {
  let held: string | null = null;
  return async (again) => {
    if (held === null || again) {
      const text = await readFile(path, 'utf8').catch((cause: unknown) => {
        throw new AppError('usage', `${NAME}_FILE cannot be read: ${messageOf(cause)}`, { cause });
      });
      held = checked(text, `${NAME}_FILE`);
    }
    return held;
  };
}

/** The value itself is never in a message. */
function checked(text: string, name: string): string | null {
  const value = text.trim();
  if (value === '') return null;
  if (/^(Basic|Bearer) [\x21-\x7e]+$/i.test(value)) return value;
  throw new AppError('usage', `${name} does not hold "Basic ..." or "Bearer ...".`);
}
