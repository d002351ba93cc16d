import { serveParent } from '../../../src/support/parent-link.ts';
import { listen } from './listen.ts';

/** What is written for every path; headers as one flat array. */
export interface BareMapConfig {
  readonly paths: readonly string[];
  readonly headers: readonly string[];
  readonly body: string;
}

/** The least that a server in Node can do to answer from memory. */
serveParent({
  start: ({ paths, headers, body }: BareMapConfig) => {
    const answers = new Map(paths.map((path) => [path, { headers: [...headers], body: Buffer.from(body) }]));
    return listen((request, response) => {
      const answer = answers.get(request.url as string);
      if (answer === undefined) {
        response.writeHead(404).end();
        return;
      }
      response.writeHead(200, answer.headers);
      response.end(answer.body);
    });
  },
});
