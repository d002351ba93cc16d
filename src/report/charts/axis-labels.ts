/**
 * How the axes of all charts write their numbers, as Vega expressions. The steps of an axis are round numbers, so unlike in figures that were
 * measured no digit is written for its own sake: `10 ms` where a figure says `10.0 ms`.
 */

/** Labels of an axis of µs, in the unit that fits. */
export const latencyLabels =
  "datum.value < 1e3 ? datum.value + ' µs' : datum.value < 1e6 ? datum.value / 1e3 + ' ms' : datum.value / 1e6 + ' s'";

/** Labels of an axis of ratios: `50 %`, as in running text. */
export const shareLabels = "format(100 * datum.value, ',~r') + ' %'";

/** A figure in words as an axis writes it, without zeros at the end of its decimals: `10.0 ms` → `10 ms`, `2.50 s` → `2.5 s`. */
export function asAxisLabel(figure: string): string {
  return figure.replace(/(\.\d*?)0+(?=\D|$)/, '$1').replace(/\.(?=\D|$)/, '');
}

/** The expression that writes a number as `formatNumber` (support/units.ts) does. */
export function numberExpression(value: string): string {
  return `format(${value}, ${value} === floor(${value}) || abs(${value}) >= 99.95 ? ',.0f' : abs(${value}) >= 9.995 ? '.1f' : '.2f')`;
}
