/**
 * Specifications whose data are kept apart from them, each table and each column once: a chart's Vega and its Vega-Lite
 * specification have the same data, and charts of the same trials or intervals have columns in common.
 */
export interface SharedTables {
  readonly columns: readonly Column[];
  readonly tables: readonly Table[];
  /** As given, but for `{ table: place }` wherever `values` were rows. */
  readonly specs: unknown;
}

type Row = Readonly<Record<string, unknown>>;

/** Of each field the place of its column; as they are where rows have no field. */
type Table = { readonly fields: Readonly<Record<string, number>> } | { readonly rows: readonly Row[] };

/** All values; or, where that is shorter, those that differ, and which of them comes where: −1 where a row lacks the field. */
type Column =
  | readonly unknown[]
  | { readonly distinct: readonly unknown[]; readonly order: readonly number[] };

/** Nothing was measured to more digits; a whole number keeps them all. */
const digits = 6;

/** The opposite of `withTables`, but for digits that no reader of a chart can see. */
export function shareTables(specs: unknown): SharedTables {
  const [columns, tables] = [new Pool<Column>(), new Pool<Table>()];
  const placeOf = (rows: readonly unknown[]): number =>
    tables.placeOf(JSON.stringify(rows, rounded), (text) =>
      tableOf(JSON.parse(text), (values) => columns.placeOf(keyOf(values), () => columnOf(values))),
    );
  const shared = changeValues(specs, (values) => (isRows(values) ? { table: placeOf(values) } : values));
  return { specs: shared, tables: tables.items, columns: columns.items };
}

/** The specifications with their data in them again. */
export function withTables({ specs, tables, columns }: SharedTables): unknown {
  const values = columns.map(valuesOf);
  const rows = tables.map((table) => rowsOf(table, values));
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

/** Things that are told apart by their text, each with a place. */
class Pool<Item> {
  readonly items: Item[] = [];
  readonly #places = new Map<string, number>();

  placeOf(text: string, make: (text: string) => Item): number {
    const known = this.#places.get(text);
    if (known !== undefined) return known;
    const place = this.items.push(make(text)) - 1;
    this.#places.set(text, place);
    return place;
  }
}

function tableOf(rows: readonly Row[], placeOf: (values: readonly unknown[]) => number): Table {
  const fields = [...new Set(rows.flatMap(Object.keys))];
  if (fields.length === 0) return { rows };
  const valuesOf = (field: string) => rows.map((row) => (Object.hasOwn(row, field) ? row[field] : absent));
  return { fields: Object.fromEntries(fields.map((field) => [field, placeOf(valuesOf(field))])) };
}

function rowsOf(table: Table, columns: readonly (readonly unknown[])[]): readonly Row[] {
  if ('rows' in table) return table.rows;
  const fields = Object.entries(table.fields).map(([field, place]) => [field, columns[place] ?? []] as const);
  const length = fields[0]?.[1].length ?? 0;
  return Array.from({ length }, (_, row) =>
    Object.fromEntries(
      fields.flatMap(([field, values]) => (values[row] === absent ? [] : [[field, values[row]]])),
    ),
  );
}

function columnOf(values: readonly unknown[]): Column {
  const distinct = new Pool<unknown>();
  const order = values.map((value) =>
    value === absent ? -1 : distinct.placeOf(JSON.stringify(value), () => value),
  );
  const pooled = { distinct: distinct.items, order };
  if (values.includes(absent)) return pooled;
  return JSON.stringify(pooled).length < JSON.stringify(values).length ? pooled : values;
}

function valuesOf(column: Column): readonly unknown[] {
  return 'order' in column
    ? column.order.map((place) => (place < 0 ? absent : column.distinct[place]))
    : column;
}

const absent = Symbol('absent');

/** What tells columns apart. */
function keyOf(values: readonly unknown[]): string {
  return JSON.stringify(values.map((value) => (value === absent ? { absent: true } : value)));
}
