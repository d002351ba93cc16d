import type { Random } from '../../src/support/random.ts';

/** Draws of noise with a mean of 0, whatever their spread. */
export type Noise = (random: Random) => number;

export const normal: Noise = (random) =>
  // 1 − random() is never 0, whose logarithm is infinite (Box and Muller 1958).
  Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());

/** Lognormal, with a coefficient of variation of 31 % and a skewness of 0.95. */
const lognormal: Noise = (random) => Math.exp(0.3 * normal(random)) - Math.exp(0.3 ** 2 / 2);

/** Student's t with 5 degrees of freedom: far outliers now and then. */
const heavyTailed: Noise = (random) => {
  let squares = 0;
  for (let degree = 0; degree < 5; degree++) squares += normal(random) ** 2;
  return normal(random) / Math.sqrt(squares / 5);
};

/** Gamma of shape 8: a skewness of 0.7. */
const skewed: Noise = (random) => {
  let sum = 0;
  for (let part = 0; part < 8; part++) sum -= Math.log(1 - random());
  return sum - 8;
};

export const noises: Readonly<Record<string, Noise>> = { normal, lognormal, heavyTailed, skewed };

/** As many draws as repetitions: `size` × noise, about `centre`. */
export function draw(count: number, noise: Noise, random: Random, size = 1, centre = 0): number[] {
  return Array.from({ length: count }, () => centre + size * noise(random));
}
