import { Child, ChildFailure, type ChildOptions } from './child.ts';

/** The processes of one trial. */
export class Crew {
  readonly #children: Pick<Child<unknown>, 'dismiss'>[] = [];
  /** Rejects as soon as any process ends that was not dismissed, whenever it was hired; never resolves. */
  readonly #failure: Promise<never>;
  readonly #fail: (failure: Error) => void;
  #isDismissed = false;

  constructor() {
    let fail = (_: Error): void => {};
    this.#failure = new Promise((_, reject) => {
      fail = reject;
    });
    this.#fail = fail;
    this.#failure.catch(() => {});
  }

  /**
   * Starts a process; see Child. It may be dismissed by itself, and another hired in its place.
   * @throws ChildFailure where the crew has been dismissed, since nobody would end the process
   */
  hire<C>(name: string, entry: string, options?: ChildOptions): Child<C> {
    if (this.#isDismissed) throw new ChildFailure(`${name} was not started: the trial is over.`);
    const child = new Child<C>(name, entry, options);
    child.failure.catch(this.#fail);
    this.#children.push(child);
    return child;
  }

  /** @throws ChildFailure as soon as any of the processes ends, even if the work would never have noticed */
  unlessOneFails<T>(work: Promise<T>): Promise<T> {
    return Promise.race([work, this.#failure]);
  }

  /** Ends all processes, the last hired first: so the client stops before the servers it talks to. */
  async dismiss(): Promise<void> {
    this.#isDismissed = true;
    for (const child of this.#children.reverse()) await child.dismiss();
  }
}
