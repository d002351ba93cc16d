import { basename, resolve } from 'node:path';
import type { Route, Scenario, TraceFormat } from '../../scenario/scenario.ts';
import { readScenario } from '../../scenario/scenario-file.ts';
import { readTrace } from '../../scenario/trace-file.ts';
import type { KeyStream } from '../../simulate/miss-ratio-curve/miss-ratio-curve.ts';
import { numberedResources } from '../../simulate/within-reach.ts';
import { UsageError } from '../../support/errors.ts';
import { type PathPattern, parsePathPattern } from '../../support/path-pattern.ts';
import { formatNumber } from '../../support/units.ts';
import { createResourceStream } from '../../workload/resource-stream.ts';
import { resourcesOf } from '../../workload/resources.ts';
import type { Trace } from '../../workload/trace/trace.ts';
import type { CliContext } from '../context.ts';
import { isFile } from '../is-file.ts';
import { locateScenario } from '../locate-scenario.ts';

export interface StreamOptions {
  /** Of a scenario that draws its requests. */
  readonly requests: number;
  readonly traceFormat?: TraceFormat | undefined;
}

export interface NamedStream {
  readonly keys: KeyStream;
  /** For people. */
  readonly name: string;
  /** Requests that are no reads. */
  readonly leftOut: number;
  /** The scenario file, or what is known of the trace. */
  readonly source: string;
}

/** Any request whatever is taken. */
const anyRoute: Route = {
  method: 'GET',
  path: parsePathPattern('/{path...}') as PathPattern,
  backend: '',
  weight: 1,
  keys: { count: 1, zipf: 0 },
  headers: {},
  key: undefined,
  bypass: undefined,
  readBack: 0,
};
const methods = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'];

/**
 * The reads of a trace, or of a scenario: of the trace that it replays, or drawn as its load would draw them.
 *
 * @throws UsageError, ScenarioError where there is none, or it holds no read
 */
export async function readKeyStream(
  nameOrFile: string,
  options: StreamOptions,
  context: CliContext,
): Promise<NamedStream> {
  const path = resolve(context.cwd, nameOrFile);
  if (/\.ya?ml$/i.test(nameOrFile) || !(await isFile(path))) return ofScenario(nameOrFile, options, context);
  const source = { file: path, format: options.traceFormat, limit: undefined };
  const trace = await readTrace(
    source,
    methods.map((method) => ({ ...anyRoute, method })),
  );
  const { requests, distinct, skippedLines } = trace.summary;
  const skipped = Object.values(skippedLines).reduce((sum, lines) => sum + lines, 0);
  return {
    ...readsOf(trace),
    name: basename(path),
    source: `${basename(path)}: ${formatNumber(requests)} requests for ${formatNumber(distinct)} resources; ${formatNumber(skipped)} lines that could not be used.`,
  };
}

async function ofScenario(
  nameOrFile: string,
  { requests }: StreamOptions,
  context: CliContext,
): Promise<NamedStream> {
  const { path, shownAs } = await locateScenario(nameOrFile, context);
  const { scenario, source, sweep } = await readScenario(path, shownAs);
  if (sweep !== undefined) {
    throw new UsageError(`${shownAs} is a sweep of ${sweep.cells.length} scenarios.`, {
      hint: 'A curve is that of one: take the sweep out.',
    });
  }
  if (scenario.trace !== undefined) {
    return { ...readsOf(await readTrace(scenario.trace, scenario.routes)), name: scenario.name, source };
  }
  return { ...drawn(scenario, requests), name: `${scenario.name}, requests drawn`, source };
}

function readsOf(trace: Trace): Pick<NamedStream, 'keys' | 'leftOut'> {
  const numbers = new Map<string, number>();
  const numberOf = trace.requests.map(({ method, target }) => {
    if (method !== 'GET' && method !== 'HEAD') return -1;
    const number = numbers.get(target) ?? numbers.size;
    numbers.set(target, number);
    return number;
  });
  const order = new Uint32Array(trace.order.length);
  let length = 0;
  for (const index of trace.order) {
    const number = numberOf[index] as number;
    if (number < 0) continue;
    order[length] = number;
    length += 1;
  }
  if (length === 0) throw nothingRead();
  return { keys: { order: order.slice(0, length), keys: numbers.size }, leftOut: order.length - length };
}

function drawn(scenario: Scenario, requests: number): Pick<NamedStream, 'keys' | 'leftOut'> {
  numberedResources(scenario, undefined);
  const reads = scenario.routes.map(({ method }) => method === 'GET' || method === 'HEAD');
  if (!reads.includes(true)) throw nothingRead();
  const stream = createResourceStream(scenario, { seed: scenario.seed, phase: 'measure' });
  const order = new Uint32Array(requests);
  let leftOut = 0;
  for (let length = 0; length < requests && stream.next(); ) {
    if (!reads[stream.route]) {
      leftOut += 1;
      continue;
    }
    order[length] = stream.resource;
    length += 1;
  }
  return { keys: { order, keys: resourcesOf(scenario, undefined).count }, leftOut };
}

function nothingRead(): UsageError {
  return new UsageError('None of the requests is a read, so no cache could answer any.', {
    hint: 'A curve needs GET or HEAD requests.',
  });
}
