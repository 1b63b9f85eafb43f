import type { ConnectionState } from '@switchboard/client';
import { CLIENTS } from '../texts/clients.ts';

/** The hosts that the Content-Security-Policy of the page kept a client from. */
const blocked = new Set<string>();

globalThis.document?.addEventListener('securitypolicyviolation', ({ effectiveDirective, blockedURI }) => {
  const host = URL.parse(blockedURI)?.host;
  if (effectiveDirective === 'connect-src' && host) blocked.add(host);
});

/** The state of a client of `url`, explained by the policy of the page where that keeps it from connecting. */
export function explainPolicy(state: ConnectionState, url: string): ConnectionState {
  if (!('problem' in state) || !state.problem || !blocked.has(URL.parse(url)?.host ?? '')) return state;
  const { cause } = state.problem;
  const explanation = CLIENTS.blockedByPolicy(url);
  const problem = Object.defineProperty({ ...state.problem, explanation }, 'cause', { value: cause });
  return { ...state, problem };
}
