import { stat } from 'node:fs/promises';
import { pathToFileURL } from 'node:url';
import { writeReport } from '../../../src/report/report-file.ts';
import { readResult } from '../../../src/results/result-file.ts';
import type { Rendered } from './rendering.ts';

const [resultPath = '', pagePath = ''] = process.argv.slice(2);
const result = await readResult(resultPath);
const before = process.cpuUsage();
await writeReport(result, pagePath, pathToFileURL('dist/report/client.js'));
const rendered: Rendered = {
  renderingSeconds: seconds(process.cpuUsage(before)),
  totalSeconds: seconds(process.cpuUsage()),
  megabytes: (await stat(pagePath)).size / 1e6,
};
process.stdout.write(JSON.stringify(rendered));

function seconds({ user, system }: NodeJS.CpuUsage): number {
  return (user + system) / 1e6;
}
