import Table from 'cli-table3';
import { borderless } from '../../report/tables/borderless.ts';
import { formatBytes, formatNumber, formatShare, spellDuration } from '../../support/units.ts';
import type { LoadFigures, TimeFigures } from './load-figures.ts';
import type { LoadPlan } from './plan-load.ts';

/** What is about to happen, in a line. */
export function describePlan({ targets, asked, load, warmupUs, durationUs }: LoadPlan): string {
  const whom = asked.length === 1 ? `${targets[0]}${asked[0]?.target}` : `${asked.length} URLs in turn`;
  const warmup = warmupUs === 0 ? '' : `, after ${spellDuration(warmupUs)} that are not counted`;
  return `Asking ${whom} for ${spellDuration(durationUs)}${warmup}: ${describeLoad(load)}.`;
}

function describeLoad(load: LoadPlan['load']): string {
  if (load.kind === 'closed') {
    return load.connections === 1
      ? 'closed loop, 1 connection'
      : `closed loop, ${load.connections} connections`;
  }
  const { arrivals } = load;
  if (arrivals.process === 'trace') return 'open loop, at the times of a recording';
  const rates = arrivals.stages.map(({ from, to }) =>
    from === to ? `${formatNumber(to)}/s` : `${formatNumber(from)}/s to ${formatNumber(to)}/s`,
  );
  return `open loop, ${rates.join(', then ')}, ${arrivals.process}`;
}

/** The figures as a table for people; times in ms to the microsecond. */
export function describeFigures(figures: LoadFigures): string {
  const { requests, statuses, serviceTime, responseTime, schedule } = figures;
  const failures = Object.entries({
    errors: requests.errors,
    timeouts: requests.timeouts,
    unfinished: requests.unfinished,
  }).flatMap(([name, count]) => (count === 0 ? [] : [`${formatNumber(count)} ${name}`]));
  const counted = Object.entries(statuses).map(([status, count]) => `${status}: ${formatNumber(count)}`);
  const facts: readonly (readonly [string, string])[] = [
    ['requests', `${formatNumber(requests.offered)} made, ${formatNumber(requests.completed)} answered`],
    ['failures', failures.join(', ') || 'none'],
    ['statuses', counted.join(', ') || 'none'],
    ['rate', `${formatNumber(figures.answeredPerSecond)}/s answered`],
    ['received', formatBytes(figures.bytes)],
    ...(schedule ? scheduleFacts(schedule) : []),
  ];
  const times: readonly (readonly [string, TimeFigures])[] = [
    ['service time', serviceTime],
    ...(responseTime ? ([['response time', responseTime]] as const) : []),
    ...(schedule ? ([['lag of the load generator', schedule.lag]] as const) : []),
  ];
  return `${tableOf(facts)}\n\n${tableOf([timeHeadings, ...times.map(timeRow)])}\n`;
}

function scheduleFacts(schedule: NonNullable<LoadFigures['schedule']>): [string, string][] {
  const { offeredPerSecond, keptRatio, queued, mostQueued } = schedule;
  const waited =
    queued === 0
      ? 'none for a connection'
      : `${formatNumber(queued)} for a connection, up to ${formatNumber(mostQueued)} at once`;
  return [
    ['plan', `${formatNumber(offeredPerSecond)}/s, ${formatShare(keptRatio)} of it kept`],
    ['waited', waited],
  ];
}

const timeHeadings = ['ms', 'p50', 'p90', 'p99', 'p99.9', 'max'];

function timeRow([name, { p50Us, p90Us, p99Us, p999Us, maxUs }]: readonly [string, TimeFigures]): string[] {
  const cells = [p50Us, p90Us, p99Us, p999Us, maxUs].map((us) =>
    us === null ? 'too few' : (us / 1e3).toFixed(3),
  );
  return [name, ...cells];
}

function tableOf(rows: readonly (readonly string[])[]): string {
  const table = new Table({
    chars: borderless,
    colAligns: rows[0]?.map((_, column) => (column === 0 || rows[0]?.length === 2 ? 'left' : 'right')) ?? [],
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  });
  table.push(...rows.map((row) => [...row]));
  return table.toString().replace(/ +$/gm, '');
}
