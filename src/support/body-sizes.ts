import { createSampler, type Distribution } from './distribution.ts';
import { createRandom, deriveSeed } from './random.ts';
import { mostBodyBytes } from './simulated-response.ts';

/** The size of each resource's body: drawn by chance, yet always the same for the same seed and resource. */
export function createBodySizes(bodyBytes: Distribution, seed: number): (resource: string) => number {
  if (bodyBytes.kind === 'constant') {
    const size = bounded(bodyBytes.value);
    return () => size;
  }
  return (resource) => {
    const draw = createSampler(bodyBytes, createRandom(deriveSeed(seed, resource)));
    return bounded(draw());
  };
}

const bounded = (size: number): number => Math.max(0, Math.min(Math.round(size), mostBodyBytes));
