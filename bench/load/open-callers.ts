import { Caller } from './caller.ts';
import type { LoadQuestions } from './messages.ts';

/** Connections that are opened at the same time. */
const AT_ONCE = 20;

/** Opens connections, a few at a time so that no burst of handshakes leaves its marks. Rejects if one is refused. */
export async function openCallers({
  address,
  flavour,
  connections,
}: LoadQuestions['open']): Promise<Caller[]> {
  const callers: Caller[] = [];
  while (callers.length < connections) {
    const length = Math.min(AT_ONCE, connections - callers.length);
    callers.push(...(await Promise.all(Array.from({ length }, () => Caller.open(address, flavour)))));
  }
  return callers;
}
