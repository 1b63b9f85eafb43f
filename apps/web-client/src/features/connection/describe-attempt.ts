import type { ConnectionProblem, ConnectionState } from '@switchboard/client';

export interface AttemptText {
  readonly title: string;
  readonly problem?: ConnectionProblem;
}

/** One line of a connection's history in plain words, seen from the state before it. */
export function describeAttempt(state: ConnectionState, before: ConnectionState | undefined): AttemptText {
  switch (state.status) {
    case 'disconnected':
      return { title: 'Disconnected by this console' };
    case 'refused':
      return { title: 'Refused', problem: state.problem };
    case 'connected':
      return {
        title:
          before?.status === 'connected' && before.socketId === state.socketId
            ? `Upgraded to ${state.transport}`
            : `Connected by ${state.transport} as ${state.socketId}`,
      };
    case 'connecting':
    case 'reconnecting':
      return describeTry(state, before);
  }
}

function describeTry(
  state: Extract<ConnectionState, { attempt: number }>,
  before: ConnectionState | undefined,
): AttemptText {
  const { attempt, problem } = state;
  if (state.status === 'reconnecting' && attempt === 0)
    return { title: 'Connection lost', ...(problem && { problem }) };
  const failed = before?.status === state.status && before.attempt === attempt && problem !== undefined;
  return failed ? { title: `Attempt ${attempt} failed`, problem } : { title: `Attempt ${attempt}` };
}
