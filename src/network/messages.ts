import type { ResourceUsage } from '../measure/resource-usage.ts';

export interface Endpoint {
  readonly host: string;
  readonly port: number;
}

/** A stretch of network between one kind of process and another. */
export interface LinkConfig {
  /** By which later calls know it. */
  readonly name: string;
  /** One way, in each direction. */
  readonly delayUs: number;
  /** Each piece is late by up to so much more, evenly by chance; the order within a connection is kept. */
  readonly jitterUs: number;
  /** In each direction, of all connections together; undefined: no bound. */
  readonly bytesPerSecond: number | undefined;
  /** Of the jitter. */
  readonly seed: number;
  /** What it leads to. */
  readonly targets: readonly Endpoint[];
}

/** What is wrong with a link beside what it is made of; takes the place of what was wrong before. */
export interface LinkTrouble {
  readonly link: string;
  /** Connections are reset and new ones refused. */
  readonly isDown: boolean;
  /** On the way to the target only, so that each question takes so much longer. */
  readonly extraDelayUs: number;
}

/** What the experiment may ask of the process that plays the network. */
export interface NetworkCalls {
  /** Listens on loopback; resolves to where, one for each target. */
  open(link: LinkConfig): Promise<readonly Endpoint[]>;
  disturb(trouble: LinkTrouble): Promise<void>;
  /** Begins counting anew. */
  reset(argument: undefined): Promise<void>;
  report(argument: undefined): Promise<ResourceUsage>;
}
