import Table from 'cli-table3';
import { borderless } from '../../../src/report/tables/borderless.ts';
import type { Finding } from './finding.ts';

export function findingTable(title: string, findings: readonly Finding[]): string {
  const table = new Table({
    head: ['ms', 'truth', 'gatebench', 'off by', 'allowed', '', 'autocannon', 'wrk'],
    chars: { ...borderless, left: '  ' },
    colAligns: ['left', 'right', 'right', 'right', 'right', 'left', 'right', 'right'],
    style: { head: [], border: [], 'padding-left': 0, 'padding-right': 2 },
  });
  for (const { what, verdict, ...us } of findings) {
    table.push([
      what,
      ms(us.truthUs),
      ms(us.gatebenchUs),
      ms(us.offUs),
      `± ${ms(us.allowedUs)}`,
      verdict,
      ms(us.autocannonUs),
      ms(us.wrkUs),
    ]);
  }
  return `${title}\n${table.toString().replace(/ +$/gm, '')}\n`;
}

function ms(us: number): string {
  return (us / 1000).toFixed(2);
}
