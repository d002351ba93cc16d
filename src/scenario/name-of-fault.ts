import { formatShare, spellDuration } from '../support/units.ts';
import type { Fault } from './trouble.ts';

/** A fault in words, as `Redis down` or `backend catalogue 50 ms slower`. `nodes`: of the strategy that it befalls. */
export function nameOfFault(fault: Fault, nodes: number): string {
  if (fault.what === 'gateway') return `${restarted(fault.node, nodes)} restarted`;
  const victim = fault.what === 'redis' ? 'Redis' : `backend ${fault.backend}`;
  if (fault.is === 'slow') return `${victim} ${spellDuration(fault.byUs)} slower`;
  if (fault.is !== 'failing') return `${victim} ${fault.is}`;
  return fault.ratio === 1 ? `${victim} failing` : `${victim} failing ${formatShare(fault.ratio)}`;
}

function restarted(node: number | undefined, nodes: number): string {
  if (nodes === 1) return 'gateway';
  return node === undefined ? 'all gateways' : `gateway ${node}`;
}
