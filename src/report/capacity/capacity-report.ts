import type { Capacity, Limit, StrategyCapacity } from '../../results/capacity.ts';
import { formatNumber } from '../../support/units.ts';
import { type DataTable, plainTable } from '../tables/data-table.ts';
import { escaped, markdownTable } from '../tables/markdown-table.ts';
import { printable } from '../tables/printable.ts';
import { type TerminalOptions, terminalTable } from '../tables/terminal-table.ts';
import { nameInWords } from '../wording.ts';

/** For each strategy the highest rate that keeps the objective, as text for a terminal, and why it goes no higher. */
export function terminalCapacityReport(capacity: Capacity, options: TerminalOptions): string {
  return [
    terminalTable(capacityTable(capacity), options),
    ...capacity.strategies.map((strategy) => printable(strategyInWords(strategy))),
  ].join('\n\n');
}

/** The question and what was found, for a pull request or a CI summary. */
export function markdownCapacityReport(capacity: Capacity): string {
  return [
    `**${escaped(capacity.scenario.question || capacity.scenario.name)}**`,
    markdownTable(capacityTable(capacity)),
    ...capacity.strategies.map((strategy) => escaped(strategyInWords(strategy))),
  ].join('\n\n');
}

export function capacityTable({ strategies }: Capacity): DataTable {
  return plainTable(
    'The highest rate that keeps the objective',
    ['strategy', 'keeps it at', 'breaks it at', 'closed loop', 'probes', 'limited by'],
    strategies.map(({ name, holdsPerSecond, breaksPerSecond, closedLoopPerSecond, probes, limitedBy }) => [
      name,
      rateInWords(holdsPerSecond),
      rateInWords(breaksPerSecond),
      rateInWords(closedLoopPerSecond),
      String(probes.length),
      limitedBy ?? '–',
    ]),
  );
}

export function rateInWords(rate: number | undefined): string {
  return rate === undefined ? '–' : `${formatNumber(rate)}/s`;
}

/** Why its rate is no higher, or why there is none. */
export function strategyInWords(strategy: StrategyCapacity): string {
  const { name, state, reason, probes, breaksPerSecond, limitedBy, saturated } = strategy;
  const subject = nameInWords(name);
  if (state === 'failed') return `${subject}: nothing could be measured. ${reason ?? ''}`.trimEnd();
  if (state === 'searching') return `${subject}: not searched for.`;
  if (state === 'interrupted') return `${subject}: interrupted before the rate was settled.`;
  const last = probes.findLast(
    ({ ratePerSecond, verdict }) => ratePerSecond === breaksPerSecond && verdict !== 'holds',
  );
  return [
    `${subject}:`,
    ...(last === undefined
      ? ['no rate that could be offered broke the objective.']
      : [`at ${rateInWords(breaksPerSecond)}, ${uncapitalised(last.reason ?? '')}`]),
    ...(limitedBy === 'generator'
      ? ['The load generator was the limit: the strategy may well keep a higher rate.']
      : [limitsInWords(saturated)]),
    ...(state === 'unsettled' ? ['The probes did not agree: take the rate for a rough one.'] : []),
  ].join(' ');
}

function limitsInWords(limits: readonly Limit[]): string {
  if (limits.length === 0) return 'Nothing that is measured was at its limit: latency alone broke it.';
  return `At its limit: ${limits.map(({ name, detail }) => `${name} (${detail})`).join('; ')}.`;
}

function uncapitalised(sentence: string): string {
  return sentence.charAt(0).toLowerCase() + sentence.slice(1);
}
