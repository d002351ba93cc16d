export interface QueryRules {
  readonly sortQuery: boolean;
  /** Names, or beginnings of names followed by `*`. */
  readonly stripQuery: readonly string[];
}

/**
 * A target whose query is stripped and sorted as the rules say, and otherwise byte for byte as it came: nothing is
 * decoded, so what the cache takes for one request is one request to the origin too. Parameters are what stands between
 * `&`; `;` separates nothing, because most origins do not take it for a separator ("parameter cloaking": Kettle, "Web
 * Cache Entanglement", 2020).
 */
export function tidyTarget(target: string, { sortQuery, stripQuery }: QueryRules): string {
  const queryAt = target.indexOf('?');
  if (queryAt === -1) return target;
  const parameters = target.slice(queryAt + 1).split('&');
  const kept = parameters.filter((parameter) => !isStripped(parameterName(parameter), stripQuery));
  if (kept.length === 0) return target.slice(0, queryAt);
  if (sortQuery) kept.sort((one, other) => compare(parameterName(one), parameterName(other)));
  return target.slice(0, queryAt + 1) + kept.join('&');
}

function parameterName(parameter: string): string {
  const end = parameter.indexOf('=');
  return end === -1 ? parameter : parameter.slice(0, end);
}

function isStripped(name: string, patterns: readonly string[]): boolean {
  return patterns.some((pattern) =>
    pattern.endsWith('*') ? name.startsWith(pattern.slice(0, -1)) : name === pattern,
  );
}

/** By code units and not by language; `sort` is stable, so equal names keep their order. */
function compare(one: string, other: string): number {
  if (one === other) return 0;
  return one < other ? -1 : 1;
}
