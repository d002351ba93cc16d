import type { Endpoint, NetworkCalls } from '../network/messages.ts';
import type { Scenario } from '../scenario/scenario.ts';
import type { Network } from '../scenario/trouble.ts';
import { deriveSeed } from '../support/random.ts';
import type { Crew } from './crew.ts';
import { replyDeadlineUs, startDeadlineUs } from './deadlines.ts';
import { linksOf } from './links.ts';
import type { PlannedTrial } from './plan.ts';

type LinkName = keyof Network;

/** The links of a trial, all in one process, which is started where there are any. */
export function startNetwork(
  trial: PlannedTrial,
  scenario: Pick<Scenario, 'network' | 'faults'>,
  crew: Crew,
) {
  const links = linksOf(scenario, trial.strategy);
  const isNeeded = Object.values(links).some((link) => link !== undefined);
  const child = isNeeded ? crew.hire<NetworkCalls>('the network', 'network/network-process.js') : undefined;
  return {
    /** Lays a link to servers, if the scenario has it. Gives the URLs by which they are reached. */
    async lay(name: LinkName, urls: readonly string[]): Promise<readonly string[]> {
      const link = links[name];
      if (child === undefined || link === undefined) return urls;
      const seed = deriveSeed(trial.seed, 'network', name);
      const targets = urls.map(endpointOf);
      const entrances = await child.call('open', { ...link, name, seed, targets }, startDeadlineUs);
      return urls.map((url, index) => withEndpoint(url, entrances[index] as Endpoint));
    },
    disturb: async (name: LinkName, trouble: { isDown: boolean; extraDelayUs: number }): Promise<void> => {
      await child?.call('disturb', { link: name, ...trouble }, replyDeadlineUs);
    },
    reset: async () => child?.call('reset', undefined, replyDeadlineUs),
    /** Undefined where there is none. */
    report: async () => child?.call('report', undefined, replyDeadlineUs),
  };
}

export type TrialNetwork = ReturnType<typeof startNetwork>;

const defaultPorts: Readonly<Record<string, number>> = { 'http:': 80, 'redis:': 6379 };

/** Where the URL's server listens. */
function endpointOf(url: string): Endpoint {
  const { protocol, hostname, port } = new URL(url);
  return {
    host: hostname.replace(/^\[|\]$/g, ''),
    port: port === '' ? (defaultPorts[protocol] as number) : Number(port),
  };
}

/** The URL with another server; what it says beside, such as a password, stays. */
function withEndpoint(url: string, { host, port }: Endpoint): string {
  return url.replace(/^([a-z]+:\/\/(?:[^/?#]*@)?)[^/?#]*/, `$1${host}:${port}`);
}
