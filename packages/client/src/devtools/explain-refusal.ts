import { ownValue } from '@switchboard/contract';
import type { ConnectionProblem } from '../socket/connection-state.ts';

/** Says what to do about a refusal by the server; `isTriedAgain` by itself. */
export function explainRefusal({ error, explanation }: ConnectionProblem, isTriedAgain: boolean): string {
  const advice = ownValue(ADVICE, error?.code ?? '');
  return advice ? `${explanation} ${advice(isTriedAgain)}` : explanation;
}

const wait = (isTriedAgain: boolean): string =>
  `Nothing is wrong at this end: ${isTriedAgain ? 'it is tried again by itself' : 'connect again later'}.`;

/** Of the standard codes; what a token or a limit wants, the server itself says. */
const ADVICE: Readonly<Record<string, (isTriedAgain: boolean) => string>> = {
  BAD_REQUEST: () => 'Correct the auth, and use the same version of the contract at both ends.',
  FORBIDDEN: () => 'This identity may not connect here: use another token.',
  INTERNAL_SERVER_ERROR: wait,
  SERVICE_UNAVAILABLE: wait,
  TIMEOUT: wait,
};
