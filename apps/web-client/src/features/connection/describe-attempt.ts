import type { ConnectionProblem, ConnectionState } from '@switchboard/client';
import type { ConnectionStep } from '@switchboard/client/devtools';

export interface AttemptText {
  readonly title: string;
  readonly problem?: Pick<ConnectionProblem, 'explanation'>;
}

/** One step in plain words; `undefined` for those that a change of the state tells as well. */
export function describeStep(step: ConnectionStep): AttemptText | undefined {
  switch (step.kind) {
    case 'opening':
    case 'upgraded':
    case 'heartbeat':
      return undefined;
    case 'handshake':
      return { title: `Handshake by ${step.transport}` };
    case 'upgrading':
      return { title: `The probe of ${step.transport} was answered` };
    case 'upgrade-failed': {
      const explanation = `The connection stays as it is (${step.reason}). A proxy may stop WebSockets.`;
      return { title: `Upgrade to ${step.transport} failed`, problem: { explanation } };
    }
    case 'waiting':
      return { title: `Next attempt in ${((step.until - step.at) / 1_000).toFixed(1)} s` };
  }
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
            : `Connected by ${state.transport} as ${state.socketId}${state.recovered ? ', session recovered' : ''}`,
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
