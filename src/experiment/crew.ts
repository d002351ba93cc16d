import { Child, type ChildOptions } from './child.ts';

/** The processes of one trial. */
export class Crew {
  readonly #children: Pick<Child<unknown>, 'failure' | 'dismiss'>[] = [];

  /** Starts a process; see Child. */
  hire<C>(name: string, entry: string, options?: ChildOptions): Child<C> {
    const child = new Child<C>(name, entry, options);
    this.#children.push(child);
    return child;
  }

  /** @throws ChildFailure as soon as any of the processes ends, even if the work would never have noticed */
  unlessOneFails<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, ...this.#children.map(({ failure }) => failure)]);
  }

  /** Ends all processes, the last hired first: so the client stops before the servers it talks to. */
  async dismiss(): Promise<void> {
    for (const child of this.#children.reverse()) await child.dismiss();
  }
}
