import type { IncomingHttpHeaders, ServerResponse } from 'node:http';
import { endToEndFields } from './end-to-end-fields.ts';

/**
 * Passes an interim answer on to the client (RFC 9110 §15.2). It is no part of the answer that follows: none of its
 * fields is stored. Node can write 102, and 103 with Link; others are left out, as a proxy may where it would not be
 * understood.
 */
export function passOnInterim(response: ServerResponse, status: number, headers: IncomingHttpHeaders): void {
  // HTTP/1.0 knows no interim answers.
  if (response.destroyed || response.headersSent || response.req.httpVersionMinor === 0) return;
  if (status === 102) response.writeProcessing();
  else if (status === 103 && headers['link'] !== undefined) writeEarlyHints(response, headers);
}

function writeEarlyHints(response: ServerResponse, headers: IncomingHttpHeaders): void {
  const hints: Record<string, string> = {};
  const links: string[] = [];
  const fields = endToEndFields(headers);
  for (let at = 0; at < fields.length; at += 2) {
    const [name, value] = [fields[at] as string, fields[at + 1] as string];
    // One by one, because Node takes no list of links as one text. Each begins with its target in `<>` (RFC 8288 §3).
    if (name === 'link') links.push(...value.split(/,\s*(?=<)/));
    else hints[name] = value;
  }
  try {
    response.writeEarlyHints({ ...hints, link: links });
  } catch {
    // A Link that Node holds to be malformed. A hint may be lost; the answer may not.
  }
}
