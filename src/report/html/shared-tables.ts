/**
 * Specifications whose data are kept apart from them, each table once: a chart's Vega and its Vega-Lite specification have the
 * same data, and so have some charts.
 */
export interface SharedTables {
  readonly tables: readonly Table[];
  /** As given, but for `{ table: place }` wherever `values` were rows. */
  readonly specs: unknown;
}

type Row = Readonly<Record<string, unknown>>;

/** By columns, because the names of fields would be most of the text otherwise; as they are where rows differ in their fields. */
type Table =
  | { readonly columns: Readonly<Record<string, readonly unknown[]>> }
  | { readonly rows: readonly Row[] };

/** Nothing was measured to more digits; a whole number keeps them all. */
const digits = 7;

/** The opposite of `withTables`, but for digits that no reader of a chart can see. */
export function shareTables(specs: unknown): SharedTables {
  const places = new Map<string, number>();
  const tables: Table[] = [];
  const placeOf = (rows: readonly unknown[]): number => {
    const text = JSON.stringify(rows, rounded);
    const place = places.get(text) ?? tables.push(tableOf(JSON.parse(text))) - 1;
    places.set(text, place);
    return place;
  };
  const shared = changeValues(specs, (values) => (isRows(values) ? { table: placeOf(values) } : values));
  return { specs: shared, tables };
}

/** The specifications with their data in them again. */
export function withTables({ specs, tables }: SharedTables): unknown {
  const rows = tables.map(rowsOf);
  return changeValues(specs, (values) => (isPlace(values) ? rows[values.table] : values));
}

/** A copy in which everything that stands under `values` is what `change` makes of it. */
function changeValues(part: unknown, change: (values: unknown) => unknown): unknown {
  if (Array.isArray(part)) return part.map((each) => changeValues(each, change));
  if (typeof part !== 'object' || part === null) return part;
  return Object.fromEntries(
    Object.entries(part).map(([key, value]) => [
      key,
      key === 'values' ? change(value) : changeValues(value, change),
    ]),
  );
}

function isRows(values: unknown): values is readonly unknown[] {
  return Array.isArray(values) && values.length > 0 && values.every(isObject);
}

function isPlace(values: unknown): values is { readonly table: number } {
  return isObject(values) && typeof values['table'] === 'number';
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function rounded(_: string, value: unknown): unknown {
  return typeof value === 'number' && !Number.isInteger(value) ? Number(value.toPrecision(digits)) : value;
}

function tableOf(rows: readonly Row[]): Table {
  const fields = Object.keys(rows[0] ?? {});
  const names = JSON.stringify(fields);
  if (fields.length === 0 || rows.some((row) => JSON.stringify(Object.keys(row)) !== names)) return { rows };
  return { columns: Object.fromEntries(fields.map((field) => [field, rows.map((row) => row[field])])) };
}

function rowsOf(table: Table): readonly Row[] {
  if ('rows' in table) return table.rows;
  const columns = Object.entries(table.columns);
  const length = columns[0]?.[1].length ?? 0;
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(columns.map(([field, values]) => [field, values[row]])),
  );
}
