import type { Problem } from './describe-issues.ts';
import type { ScenarioFile } from './schema.ts';

/** A bound by count takes the place of bytes, and one of the policies counts only these. */
export function checkEviction({ gateway, strategies = [] }: ScenarioFile): Problem[] {
  const shared = gateway?.cache ?? {};
  const blocks = [
    { path: ['gateway', 'cache'], written: shared, whole: shared },
    ...strategies.map((strategy, index) => {
      const written = typeof strategy === 'string' ? {} : (strategy.cache ?? {});
      return { path: ['strategies', index, 'cache'], written, whole: { ...shared, ...written } };
    }),
  ];
  return blocks.flatMap(({ path, written, whole }): Problem[] => {
    const { maxSize, maxEntries, eviction } = written;
    if (maxSize !== undefined && maxEntries !== undefined) {
      return [
        {
          path,
          key: 'maxSize',
          message: 'maxEntries takes the place of maxSize, so that has no effect.',
          hint: 'Remove one of them.',
        },
      ];
    }
    const isSaidHere = maxEntries !== undefined || eviction !== undefined;
    if (!isSaidHere || whole.maxEntries === undefined || whole.eviction !== 'gateway-memory') return [];
    return [
      {
        path,
        key: eviction === undefined ? 'maxEntries' : 'eviction',
        message: 'gateway-memory counts bytes, and cannot be bounded by maxEntries.',
        hint: 'Write maxSize in place of maxEntries, or choose another eviction, as lru.',
      },
    ];
  });
}
