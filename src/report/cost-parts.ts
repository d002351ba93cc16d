import type { CostPart } from '../results/cost.ts';

/** What each part of a cost is called and, in charts, how it looks. */
export const costPartLooks: Readonly<Record<CostPart, { readonly name: string; readonly colour: string }>> = {
  backendCalls: { name: 'backend calls', colour: 'var(--cost-backend-calls)' },
  backendCpu: { name: 'backend CPU', colour: 'var(--cost-backend-cpu)' },
  egress: { name: 'egress', colour: 'var(--cost-egress)' },
  gatewayNodes: { name: 'gateway nodes', colour: 'var(--cost-gateway-nodes)' },
  memory: { name: 'memory', colour: 'var(--cost-memory)' },
  redis: { name: 'Redis', colour: 'var(--cost-redis)' },
};
