import type { IncomingMessage } from 'node:http';

/**
 * Where a request goes, who sends it, and which call it is. Of two hosts or senders Node gives the first, and whatever stands in
 * front may have taken the last; two keys it joins to another one.
 */
const ONCE: ReadonlySet<string> = new Set(['host', 'authorization', 'idempotency-key']);

/** A sentence about the header that a request has twice and must have once; `undefined` where there is none. */
export function ambiguousHeader({ rawHeaders }: IncomingMessage): string | undefined {
  const seen = new Set<string>();
  for (let index = 0; index < rawHeaders.length; index += 2) {
    const name = (rawHeaders[index] as string).toLowerCase();
    if (!ONCE.has(name)) continue;
    if (seen.has(name)) return `The request has two ${name} headers: send it once.`;
    seen.add(name);
  }
  return undefined;
}
