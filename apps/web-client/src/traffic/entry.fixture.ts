import type { AnyReply } from '@switchboard/contract';
import type { Answer } from './entry.ts';

/** The answer that a reply of a contract is, 1 ms after its call; a TIMEOUT and a DISCONNECTED are the client's. */
export function answerOf(reply: AnyReply, part: Partial<Answer> = {}): Answer {
  const outcome = reply.ok ? 'OK' : reply.error.code;
  const isMadeHere = outcome === 'TIMEOUT' || outcome === 'DISCONNECTED';
  const from = isMadeHere
    ? ({ by: 'client', args: [] } as const)
    : ({ by: 'server', args: [reply] } as const);
  return { at: 1, latency: 1, ...from, reply, outcome, issues: [], ...part };
}
