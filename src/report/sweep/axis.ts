import type { SweepIndex } from '../../results/sweep-index.ts';
import { parseDuration, parseRate, parseSize } from '../../support/units.ts';

export type AxisValue = SweepIndex['axes'][number]['values'][number];
type NumericKind = 'duration' | 'size' | 'rate' | 'number';

/** What was tried at one place of the scenario. */
export interface Axis {
  /** Its place among the axes of the sweep. */
  readonly index: number;
  /** As the scenario has it, `gateway.cache.ttl`. */
  readonly path: string;
  /** The last part of the path, which mostly says enough; the whole path where two would be called alike. */
  readonly name: string;
  readonly kind: NumericKind | 'nominal';
  /** In the order of drawings: numbers rising, other values as in the file. */
  readonly steps: readonly AxisStep[];
}

export interface AxisStep {
  readonly value: AxisValue;
  /** As in the file. */
  readonly label: string;
  /** µs, bytes, per second, or plain; the place among the values where they are no numbers. */
  readonly number: number;
}

/** Reads the axes of a sweep: values that are all of one unit have numbers to draw by. */
export function readAxes(axes: SweepIndex['axes']): Axis[] {
  const names = axisNames(axes);
  return axes.map(({ path, values }, index) => {
    const kind =
      kinds.find((each) => values.every((value) => numberOf(value, each) !== undefined)) ?? 'nominal';
    const steps = values.map((value, place) => ({
      value,
      label: String(value),
      number: kind === 'nominal' ? place : (numberOf(value, kind) as number),
    }));
    steps.sort((one, other) => one.number - other.number);
    return { index, path, name: names[index] as string, kind, steps };
  });
}

const kinds = ['number', 'duration', 'size', 'rate'] as const;

function numberOf(value: AxisValue, kind: NumericKind): number | undefined {
  if (kind === 'number') return typeof value === 'number' && Number.isFinite(value) ? value : undefined;
  if (typeof value !== 'string') return undefined;
  const number = { duration: parseDuration, size: parseSize, rate: parseRate }[kind](value);
  return Number.isFinite(number) ? number : undefined;
}

/** The last part of each path, or the whole path where two end alike. */
export function axisNames(axes: readonly { readonly path: string }[]): string[] {
  const short = axes.map(({ path }) => path.split('.').at(-1) as string);
  return axes.map(({ path }, index) => {
    const name = short[index] as string;
    return short.filter((other) => other === name).length > 1 ? path : name;
  });
}

export function isNumeric({ kind }: Axis): boolean {
  return kind !== 'nominal';
}

/** Rate at which requests are offered: what a load curve is drawn over. */
export function isOfferedRate({ kind, path }: Axis): boolean {
  return kind === 'rate' && /^load\b/.test(path);
}

/** Axes that span more than this factor are logarithmic. */
const decade = 10;

/**
 * How an axis is drawn. `symlog` is logarithmic but for its end at 0, which a logarithm has no place for: below `constant` it is
 * nearly linear (Webber, "A bi-symmetric log transformation for wide-range data", 2013).
 */
export type AxisScale =
  | { readonly type: 'linear' | 'log' }
  | { readonly type: 'symlog'; readonly constant: number };

export function scaleOfAxis({ kind, steps }: Axis): AxisScale {
  const numbers = steps.map(({ number }) => number);
  const positive = numbers.filter((number) => number > 0);
  const [low, high] = [Math.min(...positive), Math.max(...positive)];
  if (kind === 'nominal' || numbers.some((number) => number < 0) || !(high / low > decade))
    return { type: 'linear' };
  return positive.length === numbers.length ? { type: 'log' } : { type: 'symlog', constant: low };
}

/** Where a number stands on the axis, in units in which equal distances look equal. */
export function positionOn(scale: AxisScale, number: number): number {
  if (scale.type === 'symlog') return Math.log1p(number / scale.constant);
  return scale.type === 'log' ? Math.log(number) : number;
}

/** The number at such a place. */
export function numberAt(scale: AxisScale, position: number): number {
  if (scale.type === 'symlog') return Math.expm1(position) * scale.constant;
  return scale.type === 'log' ? Math.exp(position) : position;
}

const unitsOf: Readonly<Record<NumericKind, readonly (readonly [unit: string, size: number])[]>> = {
  duration: [
    [' h', 3600e6],
    [' min', 60e6],
    [' s', 1e6],
    [' ms', 1e3],
    [' µs', 1],
  ],
  size: [
    [' GiB', 2 ** 30],
    [' MiB', 2 ** 20],
    [' KiB', 2 ** 10],
    [' B', 1],
  ],
  rate: [['/s', 1]],
  number: [['', 1]],
};

/** A number of the axis for people, two digits long, because it was not measured there: `4.2 s`. */
export function aboutInWords({ kind, steps }: Axis, number: number): string {
  if (kind === 'nominal') return steps[Math.round(number)]?.label ?? '';
  const units = unitsOf[kind];
  const [unit, size] =
    units.find(([, each]) => Math.abs(number) >= each) ?? (units.at(-1) as (typeof units)[number]);
  return `${Number((number / size).toPrecision(2)).toLocaleString('en-GB')}${unit}`;
}

/** A Vega expression that writes the numbers of the axis; nothing out of a file goes into it. */
export function labelExpression(kind: NumericKind): string {
  const units = unitsOf[kind];
  const last = units.length - 1;
  return units
    .map(([unit, size], place) => {
      const text = `format(datum.value / ${size}, ',~r') + '${unit}'`;
      return place === last ? text : `abs(datum.value) >= ${size} ? ${text} : `;
    })
    .join('');
}
