import { listInWords } from '../wording.ts';
import { measuredCells, type SweepModel } from './sweep-model.ts';

const ownThings = { measured: 'processes', simulated: 'clients, caches and backends' };

const between = {
  measured:
    ' Cells ran one after the other: what changes slowly on a machine lies between cells, but not between the strategies of one.',
  simulated: ' How they were simulated is said in the report of each.',
};

const again = { measured: 'measured again', simulated: 'simulated with another seed' };

/** How the cells came about and what is claimed of them, a paragraph each. */
export function sweepMethod(model: SweepModel): string[] {
  const axes = model.axes.map(({ path, steps }) => `${path} (${steps.map(({ label }) => label).join(', ')})`);
  const cells = measuredCells(model).length;
  return [
    `Every combination of ${listInWords(axes)} was ${model.kind} as a run of its own, with ${ownThings[model.kind]} of its own and the same seed, so that all cells are asked the same requests as far as their scenarios allow.${between[model.kind]}`,
    'Figures are means over the valid trials of a strategy in a cell, geometric for durations and rates, with 95 % intervals. Whether two strategies differ in a cell is told as in the report of that cell: by an exact test within blocks and the interval of the paired differences, allowing for all strategies and figures there.',
    ...(cells < 2
      ? []
      : [
          `That keeps false claims below 5 % in each cell, not in all ${cells} together: were there no difference anywhere, about one cell in twenty could still claim some. A lone cell that differs from its neighbours is to be ${again[model.kind]} before it is believed.`,
        ]),
  ];
}
