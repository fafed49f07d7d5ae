import { readFile } from 'node:fs/promises';
import { type AuditVerdict, verifyAudit } from '#audit';
import { AppError, countOf, messageOf } from '#base';
import { EXIT, type ExitStatus, runCommand, type Shell } from './command.ts';
import { parseOptions } from './parse-options.ts';

const USAGE = `usage: npm run verify-audit -- FILE [--known HASH] [--json]

Says whether an audit log that was saved from "Privacy and version" is as it was written: what of it is whole, and the first line
that was changed, removed, inserted or reordered. Each entry holds the hash of the one before, so that one change breaks the chain;
who writes all of it anew is found only by a hash that was kept elsewhere. Keep the hash of the last entry that is printed here (the
app shows it, too), and ask for it later, in this file or a newer one of the same log:

  --known HASH  an entry of the file must have this hash
  --json        the same as one JSON object

Exit status: 0 whole, 1 not whole (or without the hash, or not to be read), 2 nothing in it, 64 wrong usage, 130 interrupted.`;

const sum = ({ whole, from, to, cut }: AuditVerdict): string =>
  [
    countOf(whole, 'entry', 'entries'),
    from === null ? '' : ` from ${from} to ${to}`,
    cut === 0
      ? ''
      : `, after ${countOf(cut, 'older one')} that the log itself cut off to stay small`,
  ].join('');

function words(verdict: AuditVerdict): string {
  const { whole, last, backwards, fault, passes } = verdict;
  const lines = [];
  if (fault === null) lines.push(`Whole: ${sum(verdict)}.`);
  else {
    lines.push(`NOT WHOLE at line ${fault.line}, ${fault.kind}: ${fault.text}.`);
    lines.push(whole === 0 ? 'Nothing before it.' : `Whole before it: ${sum(verdict)}.`);
  }
  if (passes === false) {
    lines.push(
      'NOT THE LOG that the hash is of: no entry has it. The log was written anew, or is another, or was cut since.',
    );
  }
  if (passes === true) lines.push('It has the entry with the hash that was asked for.');
  if (backwards > 0) lines.push(`The clock was set back ${countOf(backwards, 'time')}.`);
  if (last !== null) lines.push(`Hash of the last whole entry, to keep elsewhere: ${last}`);
  return lines.join('\n');
}

async function verify({ args, print }: Shell): Promise<ExitStatus> {
  const { values, positionals } = parseOptions(args, {
    known: { type: 'string' },
    json: { type: 'boolean' },
  });
  const [path, ...others] = positionals;
  if (path === undefined) throw new AppError('usage', 'No file was given.');
  if (others.length > 0) throw new AppError('usage', 'One file at a time.');
  const known = values.known?.toLowerCase();
  if (known !== undefined && !/^[0-9a-f]{64}$/.test(known)) {
    throw new AppError('usage', '--known takes a hash of 64 hexadecimal digits.');
  }
  const bytes = await readFile(path).catch((error: unknown) => {
    throw new AppError('unreadable', `${path} cannot be read: ${messageOf(error)}`);
  });
  const verdict = await verifyAudit(bytes.toString('latin1'), known);
  if (bytes.length === 0) {
    print(values.json === true ? JSON.stringify(verdict, null, 2) : 'Nothing is in it.');
    return EXIT.nothingAnalyzed;
  }
  print(values.json === true ? JSON.stringify(verdict, null, 2) : words(verdict));
  return verdict.fault === null && verdict.passes !== false ? EXIT.done : EXIT.failure;
}

await runCommand({ usage: USAGE, run: verify });
