/**
 * The Kolmogorov–Smirnov distance of values from the uniform distribution on [0, 1]. Values that come from it
 * exceed 1.63 / √n once in a hundred times.
 */
export function distanceFromUniform(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const distances = sorted.map((value, index) =>
    Math.max(value - index / sorted.length, (index + 1) / sorted.length - value),
  );
  return Math.max(...distances);
}
