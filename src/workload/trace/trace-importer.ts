import type { Route, TraceFormat, TraceSource } from '../../scenario/scenario.ts';
import { ScenarioError } from '../../support/errors.ts';
import { createAccessLogReader } from './access-log-line.ts';
import { GrowingList } from './growing-list.ts';
import { createKeyReader } from './key-line.ts';
import type { SkipReason, Trace, TraceLine } from './trace.ts';

const lineShapes = {
  keys: 'one key',
  'access-log': 'a line of Common or Combined Log Format',
} as const;

const explanations: Readonly<Record<SkipReason, (format: TraceFormat) => string>> = {
  malformed: (format) => `not ${lineShapes[format]}`,
  'bad-request': () => 'its request is not an HTTP request for a path',
  'no-route': () => 'no route of the scenario takes its request',
};

/** In characters. A longer line is no key and no request that a gateway would take. */
export const longestLine = 64 * 1024;

/** What a trace may take in memory: eight bytes for each request, and some 200 bytes for each different one. */
const mostRequests = 50_000_000;
const mostDifferent = 5_000_000;

/**
 * Makes a trace of lines, one after the other. Nothing is dropped unseen: lines that cannot be used are
 * counted.
 */
export class TraceImporter {
  readonly #source: TraceSource;
  #format: TraceFormat | undefined;
  readonly #readers: Readonly<Record<TraceFormat, (line: string) => TraceLine>>;
  readonly #requests: { readonly method: string; readonly target: string }[] = [];
  readonly #indexOf = new Map<string, number>();
  readonly #bodyBytesOf = new Map<string, number>();
  readonly #order = new GrowingList();
  readonly #seconds = new GrowingList();
  readonly #methods: Record<string, number> = {};
  readonly #skippedLines: Record<SkipReason, number> = { malformed: 0, 'bad-request': 0, 'no-route': 0 };
  #firstSkipped: { readonly line: number; readonly text: string; readonly reason: SkipReason } | undefined;
  #line = 0;
  #earliestUs = Number.POSITIVE_INFINITY;
  #latestUs = Number.NEGATIVE_INFINITY;

  constructor(source: TraceSource, routes: readonly Route[]) {
    this.#source = source;
    this.#format = source.format;
    this.#readers = { keys: createKeyReader(routes), 'access-log': createAccessLogReader(routes) };
  }

  /** True once there are as many requests as the source asks for: further lines are not needed. */
  get isFull(): boolean {
    return this.#order.length === this.#source.limit;
  }

  /**
   * Takes the next line, without its line ending.
   *
   * @throws ScenarioError where the trace outgrows its bounds
   */
  addLine(text: string): void {
    this.#line += 1;
    if (text.trim() === '') return;
    const line = this.#read(text);
    if (typeof line !== 'string') {
      this.#add(line);
      return;
    }
    this.#skippedLines[line] += 1;
    this.#firstSkipped ??= { line: this.#line, text, reason: line };
  }

  /** Where the format is not given, the first line that is of one of them tells it. */
  #read(text: string): TraceLine {
    if (text.length > longestLine) return 'malformed';
    if (this.#format !== undefined) return this.#readers[this.#format](text);
    for (const format of ['access-log', 'keys'] as const) {
      const line = this.#readers[format](text);
      if (line === 'malformed') continue;
      this.#format = format;
      return line;
    }
    return 'malformed';
  }

  #add({ method, target, bodyBytes, atUs }: Exclude<TraceLine, string>): void {
    const request = `${method} ${target}`;
    const index = this.#indexOf.get(request) ?? this.#requests.length;
    if (index === this.#requests.length) {
      if (index === mostDifferent) throw this.#tooLong(`${mostDifferent} different requests`);
      this.#indexOf.set(request, index);
      this.#requests.push({ method, target });
    }
    if (this.#order.length === mostRequests) throw this.#tooLong(`${mostRequests} requests`);
    this.#order.push(index);
    this.#methods[method] = (this.#methods[method] ?? 0) + 1;
    if (bodyBytes !== undefined && !this.#bodyBytesOf.has(target)) this.#bodyBytesOf.set(target, bodyBytes);
    if (atUs !== undefined) {
      this.#seconds.push(atUs / 1e6);
      this.#earliestUs = Math.min(this.#earliestUs, atUs);
      this.#latestUs = Math.max(this.#latestUs, atUs);
    }
  }

  /** @throws ScenarioError where no line could be used, or most are not of the format */
  finish(): Trace {
    if (this.#order.length === 0) throw this.#unusable('no line of the trace can be used');
    if (this.#skippedLines.malformed > this.#order.length) {
      const lines = this.#order.length + this.#skippedLines.malformed;
      throw this.#unusable(`${this.#skippedLines.malformed} of ${lines} lines of the trace cannot be used`);
    }
    return {
      requests: this.#requests.map(({ method, target }) => ({
        method,
        target,
        bodyBytes: this.#bodyBytesOf.get(target),
      })),
      order: this.#order.toArray(),
      seconds: this.#seconds.length === 0 ? undefined : this.#seconds.toArray(),
      summary: {
        requests: this.#order.length,
        distinct: new Set(this.#requests.map(({ target }) => target)).size,
        skippedLines: this.#skippedLines,
        spanUs: this.#latestUs < this.#earliestUs ? undefined : this.#latestUs - this.#earliestUs,
        methods: this.#methods,
      },
    };
  }

  #tooLong(bound: string): ScenarioError {
    return this.#errorAt(this.#line, `the trace has more than ${bound}.`, 'Set a limit to replay its start.');
  }

  #unusable(finding: string): ScenarioError {
    if (this.#firstSkipped === undefined) {
      return this.#errorAt(1, 'the trace is empty.', 'Record some requests first, or name another file.');
    }
    const { line, text, reason } = this.#firstSkipped;
    const format = this.#format ?? 'access-log';
    const shown = text.length > 80 ? `${text.slice(0, 80)}…` : text;
    const other = format === 'keys' ? 'access-log' : 'keys';
    const isOther = reason === 'malformed' && this.#readers[other](text) !== 'malformed';
    return this.#errorAt(
      line,
      `${finding}; the first is ${JSON.stringify(shown)}: ${explanations[reason](format)}.`,
      isOther
        ? `It looks like ${lineShapes[other]}: set the format of the trace to ${other}.`
        : 'Name the right file, or give the scenario routes that take these requests.',
    );
  }

  #errorAt(line: number, message: string, hint: string): ScenarioError {
    return new ScenarioError([{ file: this.#source.file, line, column: 1, path: 'trace', message, hint }]);
  }
}
