import type { NamedClient } from '../../lib/named-clients.ts';

export interface NoConnection {
  readonly title: string;
  /** Why, and what to change; left out where someone disconnected it. */
  readonly explanation?: string;
  /** What was tried, where, and whether it is tried again. */
  readonly tried: string;
  readonly isTriedAgain: boolean;
}

/** What there is to say of a client without a connection; `undefined` while it has one or first tries to get it. */
export function noticeOf({
  name,
  link,
  state,
}: Pick<NamedClient, 'name' | 'state'> & {
  readonly link: { readonly url: string };
}): NoConnection | undefined {
  switch (state.status) {
    case 'connected':
      return undefined;
    case 'disconnected':
      return {
        title: `${name} is disconnected`,
        tried: `What you send as ${name} is not sent until it is connected to ${link.url} again.`,
        isTriedAgain: false,
      };
    case 'refused':
      return {
        title: `The server refused ${name}`,
        explanation: state.problem.explanation,
        tried: `Tried: ${link.url}. It is not tried again by itself.`,
        isTriedAgain: false,
      };
    case 'connecting':
    case 'reconnecting': {
      if (!state.problem) return undefined;
      const attempts = state.attempt > 0 ? `, attempt ${state.attempt}` : '';
      return {
        title: state.status === 'connecting' ? `${name} cannot connect` : `${name} lost its connection`,
        explanation: state.problem.explanation,
        tried: `Tried: ${link.url}${attempts}. It is tried again by itself; your drafts are kept.`,
        isTriedAgain: true,
      };
    }
  }
}
