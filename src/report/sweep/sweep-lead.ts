import { counted, listInWords, nameInWords } from '../wording.ts';
import type { Axis } from './axis.ts';
import { type CellModel, type SweepModel, type SweptMetric, slicesAlong } from './sweep-model.ts';

/** Who is best in a cell that has figures. */
export interface Won {
  readonly cell: CellModel;
  /** Undefined where no strategy is established to be better than all others. */
  readonly winner: string | undefined;
}

export function winnersOf(cells: readonly CellModel[], metric: SweptMetric): Won[] {
  return cells.map((cell) => ({
    cell,
    winner: cell.summary?.strategies.find(({ bestIn }) => bestIn.includes(metric))?.name,
  }));
}

/** The one sentence to take away: which strategy is best where, and where that is not established. */
export function leadOf(model: SweepModel, won: readonly Won[]): string {
  const names = [...new Set(won.flatMap(({ winner }) => winner ?? []))];
  const [only] = names;
  if (only === undefined) return nobodySentence(model, won.length);
  const open = won.filter(({ winner }) => winner === undefined).length;
  if (names.length === 1 && open === 0) {
    const where = won.length === 1 ? 'the only cell' : `all ${won.length} cells`;
    return `${nameInWords(only)} ${deed(model)} in ${where}${won.length < model.cells.length ? ' with figures' : ''}.`;
  }
  const axes = model.axes.filter(({ steps }) => steps.length > 1);
  const [axis, another] = axes;
  const [first = '', ...others] =
    axis !== undefined && another === undefined ? alongAxis(model, axis, won) : byCount(model, names, won);
  const deciding = axes.filter((each) => decides(model, each, won)).map(({ name }) => name);
  const depends = deciding.length > 0 ? `It depends on ${listInWords(deciding)}: ` : '';
  const rest =
    open === 0 ? '' : `; in ${open} of ${counted(won.length, 'cell')} it is not established which is best`;
  return `${depends}${listInWords([first, ...others])}${rest}.`;
}

/** Whether cells that differ on the axis alone have different winners. */
function decides(model: SweepModel, axis: Axis, won: readonly Won[]): boolean {
  return slicesAlong(model, [axis]).some(({ cells }) => {
    const numbers = new Set(cells.map(({ number }) => number));
    const winners = won.flatMap(({ cell, winner }) => (numbers.has(cell.number) ? (winner ?? []) : []));
    return new Set(winners).size > 1;
  });
}

function nobodySentence({ isOpenLoop }: SweepModel, cells: number): string {
  const does = isOpenLoop
    ? 'has the shortest 99th percentile response time'
    : 'answers the most requests per second';
  const where = cells === 1 ? 'the only cell' : `any of the ${cells} cells`;
  return `Which strategy ${does} is not established in ${where} with figures: the differences are too small, or the repetitions too few.`;
}

function deed({ isOpenLoop }: SweepModel): string {
  return isOpenLoop
    ? 'had the shortest 99th percentile response time'
    : 'answered the most requests per second';
}

/** `stateless answered the most … from latency 0ms to 1ms`, `memory at latency 4ms`: neighbours with the same winner together. */
function alongAxis(model: SweepModel, axis: Axis, won: readonly Won[]): string[] {
  const stretches: { readonly winner: string; readonly from: string; to: string }[] = [];
  let before: string | undefined;
  const numberOf = ({ cell }: Won): number => cell.steps[axis.index]?.number ?? Number.NaN;
  for (const each of [...won].sort((one, other) => numberOf(one) - numberOf(other))) {
    const label = each.cell.steps[axis.index]?.label ?? '';
    const last = stretches.at(-1);
    if (each.winner !== undefined && each.winner === before && last !== undefined) last.to = label;
    else if (each.winner !== undefined) stretches.push({ winner: each.winner, from: label, to: label });
    before = each.winner;
  }
  return stretches.map(({ winner, from, to }, place) => {
    const where = from === to ? `at ${axis.name} ${from}` : `from ${axis.name} ${from} to ${to}`;
    return `${nameInWords(winner)} ${place === 0 ? `${deed(model)} ` : ''}${where}`;
  });
}

/** `memory answered the most … in 7 of 9 cells`, `redis in 1 (ttl = 1s, nodes = 4)`; the most frequent first. */
function byCount(model: SweepModel, names: readonly string[], won: readonly Won[]): string[] {
  return names
    .map((name) => ({ name, cells: won.flatMap(({ cell, winner }) => (winner === name ? [cell] : [])) }))
    .sort((one, other) => other.cells.length - one.cells.length)
    .map(({ name, cells }, place) =>
      place === 0
        ? `${nameInWords(name)} ${deed(model)} in ${cells.length} of ${counted(won.length, 'cell')}${inCommon(model, cells)}`
        : `${nameInWords(name)} in ${cells.length}${inCommon(model, cells)}`,
    );
}

/** ` (all with ttl = 10s)`, where the cells have a step in common on an axis that has others; of one cell, all its steps. */
function inCommon({ axes }: SweepModel, cells: readonly CellModel[]): string {
  const common = axes.flatMap(({ name, index, steps }) => {
    const labels = new Set(cells.map((cell) => cell.steps[index]?.label));
    return steps.length > 1 && labels.size === 1 ? [`${name} = ${[...labels].join('')}`] : [];
  });
  if (common.length === 0) return '';
  return ` (${cells.length > 1 ? 'all with ' : ''}${common.join(', ')})`;
}
