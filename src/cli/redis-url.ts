import type { CliContext } from './context.ts';

/** The Redis that the user named, on the command line or in the environment. An empty variable is one that was unset by hand. */
export function namedRedis({ env }: Pick<CliContext, 'env'>, option?: string): string | undefined {
  return option ?? (env['GATEBENCH_REDIS_URL'] || undefined);
}
