import { type EventSpec, redact } from '@switchboard/contract';
import { defaultContract, knownContracts, sentSpec } from '../contract/contracts.ts';
import { printText, printValue } from '../lib/code-literal.ts';
import { printJson } from '../lib/print-json.ts';
import { hideNamed } from '../lib/secret-names.ts';
import { SERVER_PATH } from '../links/connection-settings.ts';
import { COPY } from '../texts/composer.ts';
import { escapeVariables, substitute } from './variables.ts';

/** One message as it may be copied. */
export interface CopyableMessage {
  readonly event: string;
  /** In its JSON form, binary as `{ "$bytes": "<base64>" }`; `undefined` for none. */
  readonly payload: unknown;
  /** Left out for an event that the contract does not have. */
  readonly spec?: EventSpec | undefined;
  /** In raw mode all arguments, in their JSON form; then `payload` is not read. */
  readonly args?: readonly unknown[] | undefined;
  /** In raw mode whether an acknowledgement is asked for. */
  readonly ack?: boolean | undefined;
  /** Whether the payload is that of a draft, in which `{{name}}` is a variable. */
  readonly isDraft?: boolean;
}

/** Where a message is sent. */
export interface CopyPlace {
  /** With the namespace. */
  readonly url: string;
  /** Of Socket.IO. @default that of the server of this page */
  readonly path?: string | undefined;
}

/** The message without what the contract marks as secret, or what is named like a secret where it has no such event: the very same where nothing is. */
export function withoutSecrets(message: CopyableMessage): CopyableMessage {
  const { spec, payload, args } = message;
  if (!spec) {
    const [safe, safeArgs] = [hideNamed(payload), hideNamed(args) as typeof args];
    return safe === payload && safeArgs === args ? message : { ...message, payload: safe, args: safeArgs };
  }
  const shown = payload === undefined ? payload : redact(spec.payload, payload);
  return shown === payload ? message : { ...message, payload: shown };
}

/** `{ "event": …, "payload": … }`, the payload left out where there is none; in raw mode `{ "event": …, "args": […] }`, with `"ack": false` where none is asked for. Its texts are those of a draft. */
export function copyAsJson({ event, payload, args, ack, isDraft }: CopyableMessage): string {
  const content = args ? { args, ...(ack === false && { ack }) } : hasPayload(payload) && { payload };
  const written = { event, ...Object(isDraft ? content : escapeVariables(content)) };
  return printJson(written, 2) as string;
}

/** The payload as it is sent, but for variables without a value. */
function sentPayload({ payload, isDraft }: CopyableMessage): unknown {
  return isDraft ? substitute(payload, {}).value : payload;
}

/** A program that sends the message: by the typed client, or by socket.io-client in raw mode. A token comes from the environment. */
export function copyAsTypeScript(message: CopyableMessage, place: CopyPlace): string {
  return message.args ? rawProgram(message, place) : typedProgram(message, place);
}

function typedProgram(message: CopyableMessage, { url, path }: CopyPlace): string {
  const { event, spec } = message;
  const payload = sentPayload(message);
  const contract = knownContracts().find((known) => spec && sentSpec(known, event) === spec);
  const { module, name } = (contract ?? defaultContract()).source ?? {
    module: './contract.ts',
    name: 'contract',
  };
  const given = [
    ...(spec?.policy?.scope === undefined ? [] : ['auth: { token: process.env.TOKEN }']),
    ...pathOption(path).map((option) => `socketOptions: { ${option} }`),
  ];
  const options = given.length === 0 ? '' : `, { ${given.join(', ')} }`;
  const args = [printText(event)];
  if (hasPayload(payload)) args.push(printValue(payload));
  else if (!spec) args.push('null');
  return [
    "import { createClient } from '@switchboard/client';",
    `import { ${name} } from ${printText(module)};`,
    '',
    `const client = createClient(${name}, ${printText(url)}${options});`,
    `const reply = await client.${spec ? 'call' : 'callUnchecked'}(${args.join(', ')});`,
    'if (reply.ok) console.log(reply.data);',
    'else console.error(reply.error.code, reply.error.message);',
    '',
  ].join('\n');
}

function rawProgram(message: CopyableMessage, { url, path }: CopyPlace): string {
  const { event, args = [], ack, isDraft } = message;
  const options = pathOption(path).map((option) => `, { ${option} }`);
  const values = (isDraft ? substitute(args, {}).value : args) as readonly unknown[];
  const sent = [event, ...values].map((value) => printValue(value)).join(', ');
  return [
    "import { io } from 'socket.io-client';",
    '',
    `const socket = io(${printText(url)}${options.join('')});`,
    ack ? `socket.emit(${sent}, (...answer: unknown[]) => console.log(answer));` : `socket.emit(${sent});`,
    '',
  ].join('\n');
}

/** Of Socket.IO at the server of this page. */
const OWN_PATH = `${SERVER_PATH}socket.io/`;

/** The path, where it is not the default of Socket.IO. */
function pathOption(path = OWN_PATH): string[] {
  return path === '/socket.io/' ? [] : [`path: ${printText(path)}`];
}

/** Why there is no curl command for an event; `undefined` where there is one. */
export function curlProblem({ spec, args }: CopyableMessage): string | undefined {
  if (args) return COPY.curlRaw;
  if (!spec) return COPY.curlUnknown;
  return spec.policy?.http ? undefined : COPY.curlNotServed;
}

/** A curl command for the HTTP bridge, quoted for a POSIX shell; the token comes from `$TOKEN`. */
export function copyAsCurl(
  message: CopyableMessage,
  { url, path: socketPath = OWN_PATH }: CopyPlace,
): string {
  const { event, spec } = message;
  const payload = sentPayload(message);
  const { hostname, protocol } = new URL(url);
  const path = encodeURIComponent(event).replaceAll('%3A', ':');
  // The bridge is beside Socket.IO.
  const prefix = socketPath.replace(/[^/]+\/?$/, '');
  const parts = [`curl ${shellQuote(new URL(`${prefix}events/${path}`, url).href)}`];
  // What the server makes for itself in development; nobody else's machine trusts it.
  if (hostname === 'localhost' && protocol === 'https:') parts.push('--cacert .certificates/ca.crt');
  if (spec?.policy?.scope !== undefined) parts.push('-H "Authorization: Bearer $TOKEN"');
  if (hasPayload(payload)) {
    parts.push(
      "-H 'Content-Type: application/json'",
      `--data-raw ${shellQuote(printJson(payload) as string)}`,
    );
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
