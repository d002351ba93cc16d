import { once } from 'node:events';
import { get, type IncomingMessage } from 'node:http';

const nodesOwn = new Set(['connection', 'keep-alive', 'transfer-encoding']);

/**
 * The fields of a cache's answer from its store, name, value, name, value, for a bare server that is to write the same
 * bytes. Those that Node writes by itself are left out.
 */
export async function hitHeaders(url: string): Promise<string[]> {
  await rawHeaders(url);
  const raw = await rawHeaders(url);
  return raw.filter((_, at) => !nodesOwn.has((raw[at - (at % 2)] as string).toLowerCase()));
}

async function rawHeaders(url: string): Promise<string[]> {
  const [answer] = (await once(get(url), 'response')) as [IncomingMessage];
  answer.resume();
  await once(answer, 'end');
  return answer.rawHeaders;
}
