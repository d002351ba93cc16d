import { once } from 'node:events';
import { createReadStream, type ReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { StringDecoder } from 'node:string_decoder';
import { createGunzip } from 'node:zlib';
import { EnvironmentError, ScenarioError } from '../support/errors.ts';
import type { Trace } from '../workload/trace/trace.ts';
import { longestLine, TraceImporter } from '../workload/trace/trace-importer.ts';
import type { Route, TraceSource } from './scenario.ts';

/**
 * Reads a trace from disk, piece by piece, so that its size is bounded by what the trace itself takes and not
 * by the file.
 *
 * @throws ScenarioError where the file is missing, damaged, or holds no request that can be used;
 * EnvironmentError where the system does not let it be read
 */
export async function readTrace(source: TraceSource, routes: readonly Route[]): Promise<Trace> {
  const importer = new TraceImporter(source, routes);
  const consume = (chunks: AsyncIterable<Buffer>) => addLines(chunks, importer);
  const file = createReadStream(source.file);
  try {
    if (await isGzip(file)) await pipeline(file, createGunzip(), consume);
    else await pipeline(file, consume);
  } catch (error) {
    // Once the importer is full the rest is not read, and a stream that is ended early is no error.
    if (error instanceof ScenarioError) throw error;
    if (!importer.isFull) throw explain(error as NodeJS.ErrnoException, source.file);
  }
  return importer.finish();
}

/** By its first two bytes (RFC 1952 §2.3.1), which are put back. The file may be a pipe, so it is opened only once. */
async function isGzip(file: ReadStream): Promise<boolean> {
  await Promise.race([once(file, 'readable'), once(file, 'end')]);
  const start: Buffer | null = file.read();
  if (start === null) return false;
  file.unshift(start);
  return start[0] === 0x1f && start[1] === 0x8b;
}

/** Ends early, and with it the reading of the file, as soon as the importer has enough. */
async function addLines(chunks: AsyncIterable<Buffer>, importer: TraceImporter): Promise<void> {
  // A character may be cut in two by the end of a chunk.
  const decoder = new StringDecoder('utf8');
  let rest = '';
  for await (const chunk of chunks) {
    const lines = (rest + decoder.write(chunk)).split('\n');
    // One character more than a line may have, so that the importer sees that it has too many.
    rest = (lines.pop() as string).slice(0, longestLine + 1);
    for (const line of lines) {
      importer.addLine(line);
      if (importer.isFull) return;
    }
  }
  importer.addLine(rest + decoder.end());
}

const explanations: Readonly<Record<string, readonly [message: string, hint: string]>> = {
  ENOENT: [
    'there is no such trace file.',
    'Its path is relative to the scenario file; with --trace, to where you are.',
  ],
  ENOTDIR: [
    'there is no such trace file.',
    'Its path is relative to the scenario file; with --trace, to where you are.',
  ],
  EISDIR: ['the trace is a folder, not a file.', 'Name one file in it.'],
  Z_BUF_ERROR: ['the compressed trace ends in the middle.', 'Copy it again: a part is missing.'],
  Z_DATA_ERROR: ['the compressed trace is damaged.', 'Copy it again.'],
};

function explain(error: NodeJS.ErrnoException, file: string): Error {
  const [message, hint] = explanations[error.code ?? ''] ?? [];
  if (message !== undefined) {
    return new ScenarioError([{ file, line: 1, column: 1, path: 'trace.file', message, hint }], {
      cause: error,
    });
  }
  if (error.syscall === undefined) return error;
  return new EnvironmentError(`Cannot read the trace ${file}: ${error.message}.`, {
    hint: 'Make the file readable for this user.',
    cause: error,
  });
}
