import type { ConnectionState } from '@switchboard/client';

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
  const explanation = `The Content-Security-Policy of this page lets it connect to its own server only, not to ${url}. Serve the console with serveConsole() of @switchboard/console to connect to any server.`;
  const problem = Object.defineProperty({ ...state.problem, explanation }, 'cause', { value: cause });
  return { ...state, problem };
}
