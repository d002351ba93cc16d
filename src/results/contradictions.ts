import { LatencyHistogram } from '../measure/histogram.ts';
import { balances, type Measurement, type Result, type Trial } from './result.ts';

/**
 * What does not hold together in a Result, a clause each, although every value alone may be right: in a document that
 * somebody has changed by hand, whose seal anybody can renew. Empty for every Result that a run leaves, an interrupted one too.
 */
export function contradictionsOf(result: Result): string[] {
  const { scenario, trials } = result;
  const known = new Set(scenario.strategies.map(({ name }) => name));
  const seen = new Set<string>();
  const names = scenario.strategies.map(({ name }) => name);
  const repeated = [...known].filter((name) => names.indexOf(name) !== names.lastIndexOf(name));
  const aboutNames = repeated.map((name) => `there are two strategies called "${name}"`);
  const aboutTrials = trials.flatMap((trial) => {
    const name = `${trial.strategy}, repetition ${trial.repetition}`;
    const identities = [
      `${name}, attempt ${trial.attempt}`,
      `position ${trial.position}`,
      ...(trial.state === 'valid' ? [`${name}, valid`] : []),
    ];
    const twice = identities.filter((identity) => seen.has(identity));
    for (const identity of identities) seen.add(identity);
    return [
      ...(known.has(trial.strategy) ? [] : [`no strategy is called "${trial.strategy}"`]),
      ...twice.map((identity) => `there are two trials of ${identity}`),
      ...unlessAtMost('repetitions', trial.repetition, 'planned', scenario.repetitions),
      ...contradictionsWithin(trial).map((problem) => `in ${identities[0]}, ${problem}`),
    ];
  });
  return [...aboutKind(result), ...aboutNames, ...aboutTheory(result, known), ...aboutTrials];
}

function aboutTheory({ theory = [] }: Result, known: ReadonlySet<string>): string[] {
  const names = theory.map(({ strategy }) => strategy);
  return [
    ...names
      .filter((name) => !known.has(name))
      .map((name) => `it has a theory of "${name}", and no strategy is called so`),
    ...[...new Set(names)]
      .filter((name) => names.indexOf(name) !== names.lastIndexOf(name))
      .map((name) => `it has two theories of "${name}"`),
  ];
}

/** What was measured has a machine and processes; what was simulated has neither. */
function aboutKind({ kind, simulation, environment, trials }: Result): string[] {
  if (kind === 'simulated') return [];
  const { platform, memoryBytes, loadAverage } = environment;
  const processes = trials.flatMap((trial) =>
    'measurement' in trial ? (trial.measurement?.processes ?? []) : [],
  );
  return [
    ...(simulation === undefined ? [] : ['it was measured, yet it says how it was simulated']),
    ...([platform, memoryBytes, loadAverage].includes(undefined)
      ? ['it was measured, yet it does not say on what machine']
      : []),
    ...(processes.some((process) => process.pid === undefined || process.peakRssBytes === undefined)
      ? ['it was measured, yet some of its processes have no id or took no memory']
      : []),
  ];
}

function contradictionsWithin(trial: Trial): string[] {
  const measurement = 'measurement' in trial ? trial.measurement : undefined;
  if (measurement === undefined) return [];
  return [
    ...(trial.state === 'valid' && !balances(measurement.requests)
      ? ['the requests do not balance, yet it is called valid']
      : []),
    ...aboutRequests(measurement),
    ...aboutTimeline(measurement),
    ...aboutWarmup(measurement),
    ...aboutStaleness(measurement),
    ...aboutBackends(measurement),
    ...aboutGateways(measurement),
  ];
}

function aboutRequests({ requests, window, statuses, outcomes, givenUp, schedule }: Measurement): string[] {
  const { offered, completed, timeouts, unfinished } = requests;
  return [
    ...unlessEqual('responses by status', sum(Object.values(statuses)), 'completed requests', completed),
    ...unlessEqual(
      'responses by outcome',
      sum(Object.values(outcomes).map(({ count }) => count)),
      'completed requests',
      completed,
    ),
    ...Object.entries(outcomes).flatMap(([outcome, { count, latency, response }]) =>
      [latency, ...(response === undefined ? [] : [response])].flatMap((times) =>
        unlessEqual(`latencies of ${outcome}`, countOf(times), 'responses', count),
      ),
    ),
    ...(givenUp === undefined
      ? []
      : unlessEqual(
          'times of requests given up',
          countOf(givenUp),
          'timeouts and unfinished',
          timeouts + unfinished,
        )),
    ...unlessAtMost('answers in the window', window.answered, 'completed requests', completed),
    ...(schedule === undefined
      ? []
      : unlessAtMost(
          'requests that were due',
          countOf(schedule.lag) + schedule.queued,
          'offered requests',
          offered,
        )),
  ];
}

function aboutTimeline({ requests, outcomes, timeline, backends }: Measurement): string[] {
  return [
    ...aboutColumns('the timeline', timeline, requests),
    ...Object.entries(timeline.byOutcome).flatMap(([outcome, counts]) =>
      unlessEqual(
        `responses of ${outcome} on the timeline`,
        sum(counts),
        'responses',
        outcomes[outcome as keyof typeof outcomes]?.count ?? 0,
      ),
    ),
    ...unlessAtMost(
      'backend calls on the timeline',
      sum(timeline.backendCalls ?? []),
      'backend calls',
      sum(backends.map(({ calls }) => calls)),
    ),
  ];
}

function aboutWarmup({ warmup, warmupTimeline, timeline }: Measurement): string[] {
  if (warmupTimeline === undefined) return [];
  return [
    ...aboutColumns('the timeline of the warm-up', warmupTimeline, warmup),
    ...unlessEqual(
      'responses by outcome on the timeline of the warm-up',
      sum(Object.values(warmupTimeline.byOutcome).map(sum)),
      'completed requests',
      warmup.completed,
    ),
    ...(warmupTimeline.intervalUs === timeline.intervalUs
      ? []
      : ['the intervals of the warm-up are not as long as those of the measurement']),
  ];
}

function aboutColumns(
  name: string,
  { completed, byOutcome, failed, p50Us, p95Us, p99Us, backendCalls }: Measurement['timeline'],
  requests: Measurement['requests'],
): string[] {
  const columns = [failed, p50Us, p95Us, p99Us, backendCalls, ...Object.values(byOutcome)];
  return [
    ...(columns.every((column) => column === undefined || column.length === completed.length)
      ? []
      : [`the columns of ${name} differ in length`]),
    ...unlessEqual(`responses on ${name}`, sum(completed), 'completed requests', requests.completed),
    ...unlessEqual(
      `failures on ${name}`,
      sum(failed),
      'errors and timeouts',
      requests.errors + requests.timeouts,
    ),
  ];
}

function aboutStaleness({ requests, staleness }: Measurement): string[] {
  if (staleness === undefined) return [];
  const { reads, stale, age, ownReads, ownWritesUnseen, sharedReads, disagreements } = staleness;
  return [
    ...unlessAtMost('reads', reads, 'completed requests', requests.completed),
    ...unlessAtMost('stale reads', stale, 'reads', reads),
    ...unlessEqual('ages of stale reads', countOf(age), 'stale reads', stale),
    ...unlessAtMost('unseen own writes', ownWritesUnseen, 'reads of own writes', ownReads),
    ...unlessAtMost('disagreements', disagreements, 'shared reads', sharedReads),
  ];
}

function aboutBackends({ backends }: Measurement): string[] {
  return backends.flatMap(({ name, intendedDelay, actualDelay, queueWait }) =>
    [actualDelay, queueWait].flatMap((times) =>
      unlessEqual(`times of ${name}`, countOf(times), 'delays that it intended', countOf(intendedDelay)),
    ),
  );
}

/** What came from the gateways' own watches; killed gateways leave less than there was, never more. */
function aboutGateways({ requests, warmup, gateways }: Measurement): string[] {
  const times = gateways.flatMap(({ time }) => time ?? []);
  // The gateway may be answering what the warm-up gave up while the measurement begins.
  const most = requests.offered + warmup.timeouts + warmup.unfinished;
  return [
    ...unlessAtMost(
      'requests that gateways timed',
      sum(times.map((time) => time.requests)),
      'that they can have had',
      most,
    ),
    ...times.flatMap(({ requests: timed, insideUs, storeUs, backendUs }) =>
      // A request stays at one place at a time. Each of the three sums is rounded to a µs, for each life of a gateway that timed any.
      storeUs + backendUs <= insideUs + mostRoundedUs * timed
        ? []
        : [`a gateway waited ${storeUs + backendUs} µs within ${insideUs} µs`],
    ),
  ];
}

/** Of three sums, each by half a µs. */
const mostRoundedUs = 1.5;

function unlessEqual(what: string, count: number, whole: string, expected: number): string[] {
  return count === expected ? [] : [`there are ${count} ${what}, but ${expected} ${whole}`];
}

function unlessAtMost(what: string, count: number, whole: string, most: number): string[] {
  return count <= most ? [] : [`there are ${count} ${what}, but ${most} ${whole}`];
}

const sum = (counts: readonly number[]): number => counts.reduce((total, count) => total + count, 0);

const countOf = (histogram: string): number => LatencyHistogram.decode(histogram).count;
