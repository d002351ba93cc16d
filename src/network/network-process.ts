import { probeResources } from '../measure/resource-probe.ts';
import { serveParent } from '../support/parent-link.ts';
import { type Link, layLink } from './link.ts';
import type { NetworkCalls } from './messages.ts';
import { processClock } from './process-clock.ts';
import { Schedule } from './schedule.ts';

const schedule = new Schedule(processClock);
const links = new Map<string, Link>();
let usage = probeResources();

serveParent<NetworkCalls>({
  async open(config) {
    const link = await layLink(config, processClock, schedule);
    links.set(config.name, link);
    return link.entrances;
  },
  async disturb({ link: name, ...trouble }) {
    const link = links.get(name);
    if (link === undefined) throw new Error(`there is no link "${name}"`);
    await link.disturb(trouble);
  },
  async reset() {
    usage = probeResources();
  },
  // Its naps would pass for a busy event loop.
  report: async () => ({ ...usage(), eventLoopUtilisation: undefined }),
});
