import { z } from 'zod';
import { parseSize, sizePattern } from '../support/units.ts';
import { duration, oneOf, positiveDuration, type Seen, share, shown, whole } from './schema-values.ts';

/** What scenario files say about distance between processes, and about what goes wrong. */

const bandwidthError = ({ input }: Seen) => `expected a bandwidth, as 10MB/s; saw ${shown(input)}.`;
const bandwidth = z
  .string({ error: bandwidthError })
  .regex(new RegExp(sizePattern.replace('$', '/s$')), { error: bandwidthError })
  .transform((text) => parseSize(text.slice(0, -2)) as number)
  .refine((bytes) => bytes > 0, { error: 'must be more than 0.' });

const link = z.strictObject({
  delay: duration.optional().meta({ description: 'One way, in each direction. Default 0ms.' }),
  jitter: duration.optional().meta({ description: 'Up to so much more, by chance. Default 0ms.' }),
  bandwidth: bandwidth.optional().meta({ description: 'In each direction, as 10MB/s. Default: no bound.' }),
});

export const network = z.strictObject({
  client: link.optional().meta({ description: 'Between clients and gateways.' }),
  redis: link.optional().meta({ description: 'Between gateways and Redis.' }),
  backend: link.optional().meta({ description: 'Between gateways and backends.' }),
});

const at = duration.meta({ description: 'Since the measurement began.' });
const lasting = positiveDuration.optional().meta({ description: 'How long it lasts.' });
const by = positiveDuration.optional().meta({ description: 'How much slower, where it is slow.' });

const redisFault = z.strictObject({ at, for: lasting, redis: oneOf(['down', 'slow', 'flushed']), by }).meta({
  description: 'down: cannot be reached; slow: commands take longer; flushed: holds nothing any more.',
});
const backendFault = z
  .strictObject({
    at,
    for: lasting,
    backend: z.string().meta({ description: 'Name of a backend.' }),
    is: oneOf(['down', 'slow', 'failing']),
    by,
    share: share.optional().meta({ description: 'Share of requests (0 to 1) that fail. Default 1.' }),
  })
  .meta({ description: 'A backend that refuses connections, answers later, or answers 500.' });
const gatewayFault = z
  .strictObject({
    at,
    gateway: oneOf(['restarted']),
    node: whole(1, 64).optional().meta({ description: 'From 1. Default: all nodes.' }),
  })
  .meta({ description: 'Ends at once and is started again, with an empty memory.' });

export const faults = z
  .array(z.union([redisFault, backendFault, gatewayFault]))
  .min(1, { error: 'names no fault.' })
  .max(50, { error: 'has more than 50 faults.' });
