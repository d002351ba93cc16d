import { z } from 'zod';
import { parseRate, ratePattern } from '../support/units.ts';
import { between, oneOf, positiveDuration, type Seen, shown, whole } from './schema-values.ts';
import { parseStage, type WrittenStage } from './written-stages.ts';

/** What scenario files say about how requests come. */

const stageError = ({ input }: Seen) =>
  `expected a stage as "100/s for 30s" or "ramp to 2000/s over 10s"; saw ${shown(input)}.`;

const stage = z.string({ error: stageError }).transform((text, context): WrittenStage => {
  const parsed = parseStage(text);
  if (parsed !== undefined) return parsed;
  context.issues.push({ code: 'custom', input: text, message: stageError({ input: text }) });
  return z.NEVER;
});

const rateOrTrace = z
  .string({ error: ({ input }: Seen) => rateError(input) })
  .regex(new RegExp(`^trace$|${ratePattern}`), { error: ({ input }) => rateError(input) })
  .transform((text) => (text === 'trace' ? text : (parseRate(text) as number)))
  .refine((value) => value !== 0, { error: 'must be more than 0.' });

const rateError = (input: unknown) =>
  `expected a rate with its unit, as 500/s, or the word trace; saw ${shown(input)}.`;

export const load = z.strictObject({
  connections: whole(1, 10_000).optional().meta({
    description:
      'Closed loop: each connection sends its next request when the last is answered. With a rate: the most requests under way at once. Default 50.',
  }),
  timeout: positiveDuration
    .optional()
    .meta({ description: 'A request without an answer is given up. Default 10s.' }),
  users: whole(1, 10_000_000).optional().meta({
    description: 'Different users that requests come from. Default: as many as connections.',
  }),
  rate: rateOrTrace.optional().meta({
    description:
      'Open loop: requests are due at this rate, whatever the answers take. trace: at the times of the recording.',
  }),
  stages: z.array(stage).min(1, { error: 'needs at least one stage.' }).optional().meta({
    description:
      'Open loop in stages, each as "100/s for 30s" or "ramp to 2000/s over 10s" (from the rate before it, the first from 0).',
  }),
  arrivals: oneOf(['poisson', 'paced']).optional().meta({
    description:
      'poisson: requests come independently of each other; paced: at even distances. Default poisson.',
  }),
  speed: between(0.001, 1_000_000, 'a factor')
    .optional()
    .meta({ description: 'With rate: trace, how many times as fast as recorded. Default 1.' }),
  maxLag: positiveDuration.optional().meta({
    description:
      'A trial in which 1 % of the requests were sent later than intended by more than this, though a connection was idle, is void. Default 5ms.',
  }),
});
