import { z } from 'zod';

const ratio = z.number().min(0).max(1);

/** What closed forms say of one strategy: of the whole time that its trials measure, in caches that begin empty. */
export const theorySchema = z.strictObject({
  strategy: z.string(),
  /** Of what may be cached; absent where nothing is, or there is no cache. */
  hitRatio: ratio.optional(),
  /** 1 − backend calls ÷ requests; at most 1. */
  offload: z.number().max(1),
  backendCallsPerSecond: z.number().min(0),
  /** In open loop only: in a closed one, requests come as fast as they were answered in the trials. */
  requestsPerSecond: z.number().min(0).optional(),
  /** Reads that are out of date ÷ those that may be cached; absent where nothing ever is. */
  staleRatio: ratio.optional(),
  formulas: z.array(z.strictObject({ name: z.string(), source: z.string() })),
  /** What they leave out or take for granted, a sentence each. */
  limits: z.array(z.string()),
});
