import { checkEviction } from './check-eviction.ts';
import { checkExpectations } from './check-expectations.ts';
import { checkFaults } from './check-faults.ts';
import { checkLoad } from './check-load.ts';
import type { Problem } from './describe-issues.ts';
import { splitMatch, strategyName } from './resolve-scenario.ts';
import { usesRedis } from './scenario.ts';
import type { ScenarioFile } from './schema.ts';
import { suggestWord } from './suggest.ts';

/** Problems between parts of a scenario that are well formed each by itself. */
export function crossCheck(file: ScenarioFile): Problem[] {
  return [
    ...unknownBackends(file),
    ...repeatedStrategies(file),
    ...settingsWithoutEffect(file),
    ...repeatedRoutes(file),
    ...contradictingKeys(file),
    ...tracesWithoutKeys(file),
    ...cacheRulesOfWrites(file),
    ...readBackOfReads(file),
    ...tooManyChanges(file),
    ...checkEviction(file),
    ...checkLoad(file),
    ...checkFaults(file),
    ...checkExpectations(file),
  ];
}

function unknownBackends({ routes, backends }: ScenarioFile): Problem[] {
  const known = Object.keys(backends);
  return routes.flatMap(({ backend }, index) => {
    if (known.includes(backend)) return [];
    const suggestion = suggestWord(backend, known);
    return [
      {
        path: ['routes', index, 'backend'],
        message: `no backend is called "${backend}".`,
        hint: suggestion === undefined ? `There is: ${known.join(', ')}.` : `Did you mean "${suggestion}"?`,
      },
    ];
  });
}

function repeatedStrategies({ strategies = [] }: ScenarioFile): Problem[] {
  return repeated(strategies.map(strategyName)).map(({ index, value }) => ({
    path: ['strategies', index],
    message: `a second strategy is called "${value}".`,
    hint: 'Give it a name of its own, as { name: memory for 5 s, mode: memory, cache: { ttl: 5s } }.',
  }));
}

/** Settings that a strategy is given for itself although its mode has no use for them: it would not be what its name says. */
function settingsWithoutEffect({ strategies = [] }: ScenarioFile): Problem[] {
  return strategies.flatMap((strategy, index): Problem[] => {
    if (typeof strategy === 'string') return [];
    const { mode, cache, redis } = strategy;
    const place = (key: string) => ({ path: ['strategies', index], key });
    if (mode === 'stateless' && cache !== undefined) {
      return [
        {
          ...place('cache'),
          message: 'mode stateless stores nothing, so its cache settings have no effect.',
          hint: 'Choose mode memory, redis or tiered, or remove cache.',
        },
      ];
    }
    if (usesRedis(mode) || redis === undefined) return [];
    return [
      {
        ...place('redis'),
        message: `mode ${mode} uses no Redis, so its redis settings have no effect.`,
        hint: 'Choose mode redis or tiered, or remove redis.',
      },
    ];
  });
}

/** Rules about looking up, where nothing is looked up. */
function cacheRulesOfWrites({ routes }: ScenarioFile): Problem[] {
  return routes.flatMap(({ match, key, bypass }, index): Problem[] => {
    const { method } = splitMatch(match);
    if (method === 'GET' || method === 'HEAD') return [];
    return Object.entries({ key, bypass }).flatMap(([name, rules]) =>
      rules === undefined
        ? []
        : [
            {
              path: ['routes', index],
              key: name,
              message: `only answers to GET and HEAD are looked up, so ${name} has no effect on ${method}.`,
              hint: 'Give it to the GET route of that path.',
            },
          ],
    );
  });
}

function readBackOfReads({ routes }: ScenarioFile): Problem[] {
  return routes.flatMap(({ match, readBack }, index): Problem[] => {
    const { method, path } = splitMatch(match);
    if (readBack === undefined) return [];
    const isWrite = ['PUT', 'POST', 'PATCH', 'DELETE'].includes(method);
    const isRead = routes.some((other) => other.match.replace(/ +/, ' ') === `GET ${path}`);
    if (isWrite && isRead) return [];
    return [
      {
        path: ['routes', index],
        key: 'readBack',
        message: isWrite
          ? `no route reads what ${method} ${path} writes.`
          : `${method} writes nothing that could be read back.`,
        hint: isWrite ? `Add a route that matches GET ${path}.` : 'Give readBack to the route that writes.',
      },
    ];
  });
}

/** Every change takes a moment of the backend and of the load generator, which follows them all. */
const mostChangesPerSecond = 20_000;

function tooManyChanges({ backends, routes }: ScenarioFile): Problem[] {
  return Object.entries(backends).flatMap(([name, { changes }]): Problem[] => {
    if (changes === undefined) return [];
    const paths = new Map(
      routes
        .filter(({ backend, match }) => backend === name && match.includes('{'))
        .map(({ match, keys }) => [splitMatch(match).path, keys?.count ?? 10_000]),
    );
    const resources = [...paths.values()].reduce((sum, count) => sum + count, 0);
    const perSecond = resources / (changes.every / 1e6);
    if (perSecond <= mostChangesPerSecond) return [];
    return [
      {
        path: ['backends', name, 'changes', 'every'],
        message: `${resources} resources that change so often make ${Math.round(perSecond)} changes a second; at most ${mostChangesPerSecond} can be followed.`,
        hint: 'Let them change less often, or have fewer keys.',
      },
    ];
  });
}

function repeatedRoutes({ routes }: ScenarioFile): Problem[] {
  return repeated(routes.map(({ match }) => match.replace(/ +/, ' '))).map(({ index, value }) => ({
    path: ['routes', index, 'match'],
    message: `a second route matches "${value}".`,
    hint: 'The first match applies, so this one would never be used.',
  }));
}

function contradictingKeys({ routes }: ScenarioFile): Problem[] {
  const first = new Map<string, string>();
  return routes.flatMap(({ match, keys }, index): Problem[] => {
    const { path } = splitMatch(match);
    if (keys === undefined) return [];
    const written = JSON.stringify(keys);
    const before = first.get(path) ?? written;
    first.set(path, before);
    if (!path.includes('{')) {
      return [
        {
          path: ['routes', index, 'keys'],
          message: `"${path}" has no {parameter} that keys could fill.`,
          hint: 'Remove keys, or write the path as /products/{id}.',
        },
      ];
    }
    if (before === written) return [];
    return [
      {
        path: ['routes', index, 'keys'],
        message: `other keys for "${path}" than a route before.`,
        hint: 'Routes with the same path share one key space: say it once.',
      },
    ];
  });
}

/** A stream of bare keys must have a hole to go to. */
function tracesWithoutKeys({ trace, routes }: ScenarioFile): Problem[] {
  if (trace === undefined || routes.some(({ match }) => match.includes('{'))) return [];
  return [{ path: ['trace'], message: 'no route has a {parameter} that the trace could fill.' }];
}

function repeated(values: readonly string[]): { readonly index: number; readonly value: string }[] {
  return values.flatMap((value, index) => (values.indexOf(value) < index ? [{ index, value }] : []));
}
