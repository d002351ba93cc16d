import { readFile, stat } from 'node:fs/promises';
import { UsageError } from '../support/errors.ts';
import { formatBytes } from '../support/units.ts';

/** Node holds no text that is longer; the largest Results that runs have left were a tenth of it. */
const mostBytes = 500 * 2 ** 20;

/**
 * The text of a JSON document, without the byte-order mark that some programs write before it (RFC 8259, section 8.1, lets
 * readers pass over it). `what` the document is, for the message.
 *
 * @throws UsageError where it cannot be read, is no regular file, which might never end, or is too large
 */
export async function readDocument(path: string, what: string, hint?: string): Promise<string> {
  const refuse = (why: string, cause?: unknown) =>
    new UsageError(`Cannot read ${what} ${path}: ${why}.`, { hint, cause });
  const unreadable = (error: NodeJS.ErrnoException) => {
    throw refuse(error.message, error);
  };
  const file = await stat(path).catch(unreadable);
  if (!file.isFile()) throw refuse('it is no regular file');
  if (file.size > mostBytes) {
    throw refuse(`it has ${formatBytes(file.size)}, and at most ${formatBytes(mostBytes)} can be read`);
  }
  const text = await readFile(path, 'utf8').catch(unreadable);
  return text.startsWith('\ufeff') ? text.slice(1) : text;
}
