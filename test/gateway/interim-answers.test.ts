import { connect } from 'node:net';
import { text } from 'node:stream/consumers';
import { expect, it } from 'vitest';
import { everyMode, inModes } from '../support/gateway-modes.ts';
import { always } from '../support/programmable-origin.ts';
import { sendRaw } from '../support/raw-client.ts';

inModes(everyMode, 'An interim answer', (start) => {
  const startWithHints = () =>
    start((request, response) => {
      response.writeProcessing();
      response.writeEarlyHints({ link: '</style.css>; rel=preload', 'x-hint': 'yes' });
      always({ 'cache-control': 'max-age=60' })(request, response);
    });

  it('is passed on, and none of its fields is taken for one of the answer', async () => {
    const { ask } = await startWithHints();
    const first = await ask('/a');
    expect(first).toMatchObject({ status: 200, body: 'body', interim: [102, 103] });
    const second = await ask('/a');
    for (const { headers } of [first, second]) {
      expect(headers).not.toHaveProperty('link');
      expect(headers).not.toHaveProperty('x-hint');
    }
  });

  it('names all that its origin names', async () => {
    const { gateway } = await start((request, response) => {
      response.writeEarlyHints({ link: ['</a.css>; rel=preload', '</b.css>; rel=preload'] });
      always({})(request, response);
    });
    const { answers } = await sendRaw(gateway.origin, 'GET /c HTTP/1.1\r\nHost: a\r\n\r\n', 1);
    expect(answers[0]?.fields).toContain('</a.css>; rel=preload');
    expect(answers[0]?.fields).toContain('</b.css>; rel=preload');
  });

  it('is not passed on to a client of HTTP/1.0', async () => {
    const { gateway } = await startWithHints();
    const socket = connect(Number(new URL(gateway.origin).port), '127.0.0.1');
    socket.write('GET /b HTTP/1.0\r\n\r\n');
    expect(await text(socket)).toMatch(/^HTTP\/1\.1 200 OK/);
  });
});
