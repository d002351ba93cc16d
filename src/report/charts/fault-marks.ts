import type { PositionFieldDef } from 'vega-lite/types_unstable/channeldef.js';
import { formatNumber } from '../../support/units.ts';
import type { FaultModel } from '../model/faults.ts';
import { listInWords } from '../wording.ts';
import type { Layer } from './chart.ts';

/** Faults behind the lines of a chart over time: a band for as long as one lasts, a rule for what takes no time, its name above. */
export function faultLayers(faults: readonly FaultModel[], x: PositionFieldDef<string>): Layer[] {
  if (faults.length === 0) return [];
  const values = faults.map(({ name, startSeconds, endSeconds }, index) => ({
    name,
    start: startSeconds,
    end: endSeconds ?? startSeconds,
    // Names of neighbours stand below one another.
    line: 8 + 14 * (index % 3),
  }));
  const { field: _, ...seconds } = x;
  return [
    {
      data: { values },
      mark: { type: 'rect', color: 'var(--fate-error)', opacity: 0.12, clip: true },
      encoding: { x: { field: 'start', ...seconds }, x2: { field: 'end' } },
    },
    {
      data: { values },
      mark: { type: 'rule', color: 'var(--fate-error)', strokeWidth: 1.5, clip: true },
      encoding: { x: { field: 'start', ...seconds } },
    },
    {
      data: { values },
      mark: {
        type: 'text',
        clip: true,
        align: 'left',
        baseline: 'middle',
        dx: 5,
        fontSize: 11,
        color: 'var(--fate-error)',
      },
      encoding: {
        x: { field: 'start', ...seconds },
        y: { field: 'line', type: 'quantitative', scale: null },
        text: { field: 'name', type: 'nominal' },
      },
    },
  ];
}

/** For the caption, with a space before it; empty without faults. */
export function faultsInWords(faults: readonly FaultModel[]): string {
  if (faults.length === 0) return '';
  const listed = faults.map(({ name, startSeconds, endSeconds }) =>
    endSeconds === undefined
      ? `${name} at ${formatNumber(startSeconds)} s`
      : `${name} from ${formatNumber(startSeconds)} to ${formatNumber(endSeconds)} s`,
  );
  return ` Shaded, or at a red rule, is what went wrong on purpose: ${listInWords(listed)}.`;
}
