import { formatNumber } from '../../support/units.ts';
import { csv } from '../tables/csv.ts';
import type { DataTable } from '../tables/data-table.ts';
import { plainTable } from '../tables/data-table.ts';
import type { MissRatioCurves } from './miss-ratio-curves.ts';

/** A row for each size, a column for each policy. */
export function curveTable({ sizes, curves }: MissRatioCurves): DataTable {
  return plainTable(
    'Miss ratio by entries that the cache has room for',
    ['entries', ...curves.map(({ name }) => name)],
    sizes.map((size, place) => [
      formatNumber(size),
      ...curves.map(({ missRatios, errors }) => {
        const ratio = (missRatios[place] ?? Number.NaN).toFixed(4);
        return errors === undefined ? ratio : `${ratio} ± ${(errors[place] ?? Number.NaN).toFixed(4)}`;
      }),
    ]),
  );
}

/** A line for each policy and size. */
export function curveCsv({ sizes, curves }: MissRatioCurves): string {
  return csv([
    ['policy', 'entries', 'missRatio', 'error'],
    ...curves.flatMap(({ name, missRatios, errors }) =>
      sizes.map((size, place) => [name, size, missRatios[place], errors?.[place]]),
    ),
  ]);
}
