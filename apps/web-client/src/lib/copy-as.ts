import { type EventSpec, redact } from '@switchboard/contract';
import { writeLiteral } from './code-literal.ts';
import { SERVER_PATH } from './server-path.ts';

/** One message as it may be copied. */
export interface CopyableMessage {
  readonly event: string;
  /** In its JSON form, binary as `{ "$bytes": "<base64>" }`; `undefined` for none. */
  readonly payload: unknown;
  /** Left out for an event that the contract does not have. */
  readonly spec?: EventSpec | undefined;
}

/** The message without what the contract marks as secret: the very same where nothing is. */
export function withoutSecrets(message: CopyableMessage): CopyableMessage {
  const { spec, payload } = message;
  const shown = payload === undefined ? payload : redact(spec?.payload, payload);
  return shown === payload ? message : { ...message, payload: shown };
}

/** `{ "event": …, "payload": … }`, the payload left out where there is none. */
export function copyAsJson({ event, payload }: CopyableMessage): string {
  return JSON.stringify({ event, ...(hasPayload(payload) && { payload }) }, null, 2);
}

/** A program that makes the call with the typed client; the token comes from the environment. */
export function copyAsTypeScript(
  { event, payload, spec }: CopyableMessage,
  url: string,
  serverPath: string = SERVER_PATH,
): string {
  const given = [
    ...(spec?.policy?.scope === undefined ? [] : ['auth: { token: process.env.TOKEN }']),
    ...(serverPath === '/' ? [] : [`socketOptions: { path: ${writeLiteral(`${serverPath}socket.io/`)} }`]),
  ];
  const options = given.length === 0 ? '' : `, { ${given.join(', ')} }`;
  const args = [writeLiteral(event)];
  if (hasPayload(payload)) args.push(writeLiteral(payload));
  else if (!spec) args.push('null');
  return [
    "import { createClient } from '@switchboard/client';",
    "import { contract } from '@switchboard/events';",
    '',
    `const client = createClient(contract, ${writeLiteral(url)}${options});`,
    `const reply = await client.${spec ? 'call' : 'callUnchecked'}(${args.join(', ')});`,
    'if (reply.ok) console.log(reply.data);',
    'else console.error(reply.error.code, reply.error.message);',
    '',
  ].join('\n');
}

/** Why there is no curl command for an event; `undefined` where there is one. */
export function curlProblem(spec: EventSpec | undefined): string | undefined {
  if (!spec) return 'The contract does not have this event.';
  return spec.policy?.http ? undefined : 'This event is not served over HTTP: it has no `policy.http`.';
}

/** A curl command for the HTTP bridge, quoted for a POSIX shell; the token comes from `$TOKEN`. */
export function copyAsCurl(
  { event, payload, spec }: CopyableMessage,
  url: string,
  serverPath: string = SERVER_PATH,
): string {
  const { hostname, protocol } = new URL(url);
  const path = encodeURIComponent(event).replaceAll('%3A', ':');
  const parts = [`curl ${shellQuote(new URL(`${serverPath}events/${path}`, url).href)}`];
  // What the server makes for itself in development; nobody else's machine trusts it.
  if (hostname === 'localhost' && protocol === 'https:') parts.push('--cacert .certificates/ca.crt');
  if (spec?.policy?.scope !== undefined) parts.push('-H "Authorization: Bearer $TOKEN"');
  if (hasPayload(payload)) {
    parts.push("-H 'Content-Type: application/json'", `--data-raw ${shellQuote(JSON.stringify(payload))}`);
  } else parts.push('-X POST');
  return parts.join(' \\\n  ');
}

/** One word of a POSIX shell: nothing between single quotes means anything but a single quote. */
function shellQuote(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

function hasPayload(payload: unknown): boolean {
  return payload !== undefined && payload !== null;
}
