export type MaybePromise<T> = T | Promise<T>;

/** Goes on with the value: now if it is there, else when it comes. */
export function whenReady<T, R>(
  value: MaybePromise<T>,
  next: (value: T) => MaybePromise<R>,
): MaybePromise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}

/** Goes on with all values: now if they are there, else when the last has come. */
export function whenAll<T, R>(
  values: readonly MaybePromise<T>[],
  next: (all: readonly T[]) => R,
): MaybePromise<R> {
  return values.some((value) => value instanceof Promise)
    ? Promise.all(values).then(next)
    : next(values as T[]);
}
