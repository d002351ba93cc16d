/**
 * How many independent values it takes until the largest of them bounds the quantile (0–1, exclusive) from above with 95 %
 * two-sided confidence, whatever their distribution: the quantile lies above all n with probability quantileⁿ, which must not
 * exceed 2.5 % (order statistics; Kogias, Mallon and Bugnion, "Lancet", 2019, §3.3). 368 for 0.99, 3,688 for 0.999. A
 * quantile of fewer is little more than the largest value.
 */
export function fewestForQuantile(quantile: number): number {
  return Math.ceil(Math.log(0.025) / Math.log(quantile));
}
