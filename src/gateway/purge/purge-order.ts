import { z } from 'zod';

const texts = z.array(z.string().min(1).max(8192)).max(1000).default([]);
const paths = z.array(z.string().startsWith('/').max(8192)).max(1000).default([]);

/** What is to be purged: at least one of the first four. */
const purgeOrder = z
  .strictObject({
    /** Paths with their queries, as clients ask for them; all variants of each. */
    urls: paths,
    /** Names in Surrogate-Key, Cache-Tag or Cache-Groups of the responses. */
    tags: texts,
    /** Beginnings of paths, as they are forwarded. */
    prefixes: paths,
    everything: z.boolean().default(false),
    /** What is named is stale from now on, rather than gone. */
    soft: z.boolean().default(false),
  })
  .refine(
    ({ urls, tags, prefixes, everything }) => everything || urls.length + tags.length + prefixes.length > 0,
    { error: 'it names nothing to purge; give urls, tags, prefixes or everything' },
  );

export type PurgeOrder = z.output<typeof purgeOrder>;

/** A purge order from its JSON text, or a sentence on what is wrong with it. */
export function parsePurgeOrder(text: string): PurgeOrder | string {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return 'The purge order is not JSON, as {"urls": ["/products/7"]}.';
  }
  const parsed = purgeOrder.safeParse(value);
  if (parsed.success) return parsed.data;
  const [issue] = parsed.error.issues;
  const place = issue?.path.length ? `.${issue.path.join('.')}` : '';
  return `The purge order${place}: ${issue?.message ?? 'is none'}.`;
}
