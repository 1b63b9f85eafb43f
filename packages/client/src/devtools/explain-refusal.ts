import { type ErrorBody, ownValue } from '@switchboard/contract';
import type { ConnectionProblem } from '../socket/connection-state.ts';

/** Says what to do about a refusal by the server; `isTriedAgain` by itself. */
export function explainRefusal(
  { error, explanation }: ConnectionProblem,
  isTriedAgain: boolean,
): Pick<ConnectionProblem, 'explanation' | 'speaks'> {
  const speaks = error && contractOf(error);
  if (speaks) return { explanation: `${explanation} ${OTHER_CONTRACT}`, speaks };
  const advice = ownValue(ADVICE, error?.code ?? '');
  return { explanation: advice ? `${explanation} ${advice(isTriedAgain)}` : explanation };
}

const OTHER_CONTRACT = 'Use the same version of the contract at both ends.';

const wait = (isTriedAgain: boolean): string =>
  `Nothing is wrong with this client: ${isTriedAgain ? 'it tries again by itself' : 'connect again later'}.`;

/** Of the standard codes; what a token or a limit wants, the server itself says. */
const ADVICE: Readonly<Record<string, (isTriedAgain: boolean) => string>> = {
  BAD_REQUEST: () => 'Correct the auth.',
  FORBIDDEN: () => 'This identity may not connect here: use another token.',
  INTERNAL_SERVER_ERROR: wait,
  SERVICE_UNAVAILABLE: wait,
  TIMEOUT: wait,
};

/** The contract of a server that refused another one: `checkHandshake` of `@switchboard/router` writes it into the message. */
function contractOf({ code, message }: ErrorBody): ConnectionProblem['speaks'] {
  const [, name, version] = /^This server speaks the contract (.+) (\S+), not /.exec(message) ?? [];
  return code === 'BAD_REQUEST' && name && version ? { name, version } : undefined;
}
