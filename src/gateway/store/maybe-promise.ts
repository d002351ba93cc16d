export type MaybePromise<T> = T | Promise<T>;

/** Goes on with the value: now if it is there, else when it comes. */
export function whenReady<T, R>(
  value: MaybePromise<T>,
  next: (value: T) => MaybePromise<R>,
): MaybePromise<R> {
  return value instanceof Promise ? value.then(next) : next(value);
}
