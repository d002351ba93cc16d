import { createReadStream } from 'node:fs';
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
    if (source.file.endsWith('.gz')) await pipeline(file, createGunzip(), consume);
    else await pipeline(file, consume);
  } catch (error) {
    // Once the importer is full the rest is not read, and a stream that is ended early is no error.
    if (error instanceof ScenarioError) throw error;
    if (!importer.isFull) throw explain(error as NodeJS.ErrnoException, source.file);
  }
  return importer.finish();
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
  ENOENT: ['there is no such trace file.', 'Its path is relative to the scenario file.'],
  ENOTDIR: ['there is no such trace file.', 'Its path is relative to the scenario file.'],
  EISDIR: ['the trace is a folder, not a file.', 'Name one file in it.'],
  Z_BUF_ERROR: ['the compressed trace ends in the middle.', 'Copy it again: a part is missing.'],
  Z_DATA_ERROR: ['the trace is not in gzip format, or damaged.', 'Copy it again, or rename it without .gz.'],
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
