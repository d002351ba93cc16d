import { Line } from '../support/line.ts';
import { createRandom, deriveSeed } from '../support/random.ts';
import { type Doorway, openDoorway } from './doorway.ts';
import type { Endpoint, LinkConfig, LinkTrouble } from './messages.ts';
import { pipe } from './pipe.ts';
import type { Clock, Schedule } from './schedule.ts';

const loopback = '127.0.0.1';

export interface Link {
  /** Where it is entered, in the order of its targets. */
  readonly entrances: readonly Endpoint[];
  disturb(trouble: Pick<LinkTrouble, 'isDown' | 'extraDelayUs'>): Promise<void>;
  /** Drops all that is under way. */
  close(): void;
}

/**
 * Lays a link in this process.
 * @throws EnvironmentError where no port can be had
 */
export async function layLink(config: LinkConfig, clock: Clock, schedule: Schedule): Promise<Link> {
  const lineOf = (direction: string) =>
    new Line(config, createRandom(deriveSeed(config.seed, config.name, direction)));
  const there = lineOf('there');
  const back = lineOf('back');
  const doorways = await Promise.all(
    config.targets.map((target) =>
      openDoorway(loopback, target, (client, outward) => {
        pipe(client, outward, { line: there, schedule, clock });
        pipe(outward, client, { line: back, schedule, clock });
      }),
    ),
  );
  const shut = () => doorways.forEach((doorway: Doorway) => void doorway.shut());
  return {
    entrances: doorways.map(({ port }) => ({ host: loopback, port })),
    disturb: async ({ isDown, extraDelayUs }) => {
      there.extraDelayUs = extraDelayUs;
      if (isDown) shut();
      else await Promise.all(doorways.map((doorway) => doorway.open()));
    },
    close: shut,
  };
}
