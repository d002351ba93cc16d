import { formatDuration, formatShare } from '../../support/units.ts';
import { measuredStrategies, type RunModel } from '../model/run-model.ts';
import { type Counted, shareOf } from '../model/staleness.ts';
import { intervalInWords } from '../wording.ts';
import type { DataTable } from './data-table.ts';

/** How far answers lagged behind writes that had been acknowledged; undefined where no strategy was asked for what changes. */
export function stalenessTable(model: RunModel): DataTable | undefined {
  const rows = measuredStrategies(model).flatMap(({ name, style, staleness, estimates }) => {
    if (staleness === undefined) return [];
    const { interval } = estimates.staleReads;
    const span = interval && intervalInWords(interval, formatShare);
    const text = formatShare(shareOf(staleness.reads));
    return [
      {
        header: { text: name, series: style },
        cells: [
          { text: staleness.reads.all.toLocaleString('en-GB') },
          { text, detail: span === text ? undefined : span },
          { text: formatDuration(staleness.ageP50Us) },
          { text: formatDuration(staleness.ageP99Us) },
          { text: formatDuration(staleness.ageMaxUs) },
          countedCell(staleness.ownReads),
          countedCell(staleness.sharedReads),
        ],
      },
    ];
  });
  if (rows.length === 0) return undefined;
  return {
    caption: 'Reads that were out of date, all trials of a strategy together',
    headings: [
      'strategy',
      'reads',
      'stale',
      'age p50',
      'age p99',
      'age max',
      'own writes unseen',
      'nodes disagreed',
    ],
    rows,
    notes: [
      'A read is stale where a newer version had been acknowledged before the read was sent; its age is for how long. ' +
        'Own writes unseen: of reads of what the same user had written before, those that did not see it. ' +
        'Nodes disagreed: of reads of what another node had answered before, those older than that answer.',
    ],
    whenEmpty: 'No read could be told fresh from stale.',
  };
}

/** `1.2 %` with what it is of beside it; a dash where there was nothing to take a share of. */
function countedCell(counted: Counted) {
  if (counted.all === 0) return { text: '–' };
  const { outOfDate, all } = counted;
  return {
    text: formatShare(shareOf(counted)),
    detail: `${outOfDate.toLocaleString('en-GB')} of ${all.toLocaleString('en-GB')}`,
  };
}
