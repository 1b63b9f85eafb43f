import type { EventSpec } from '@switchboard/contract';
import { LiteralReader } from './literal-reader.ts';
import { shellWords } from './shell-words.ts';

export type PasteFormat = 'JSON' | 'curl' | 'TypeScript';

/** What a pasted text says, or why it says nothing to the composer. */
export type Pasted =
  | {
      readonly ok: true;
      readonly format: PasteFormat;
      readonly event: string;
      /** In its JSON form; `undefined` for none. */
      readonly payload: unknown;
    }
  | { readonly ok: false; readonly reason: string };

export interface PasteTarget {
  readonly clientEventMap: Readonly<Record<string, EventSpec>>;
  /** The event that a bare payload is for; left out where none is picked. */
  readonly current?: string | undefined;
}

const EXPECTED =
  'Paste a curl command, a TypeScript call such as client.call(…), { "event": …, "payload": … }, or the JSON of a payload.';

/** Recognises what "Copy as" makes, and the JSON of a bare payload. Nothing of the text is run. */
export function parsePasted(text: string, target: PasteTarget): Pasted {
  try {
    const trimmed = text.trim();
    if (trimmed === '') return { ok: false, reason: `There is nothing to paste. ${EXPECTED}` };
    if (/^\$?\s*curl\s/.test(trimmed)) return check(readCurl(trimmed), target);
    const call = /\.(?:call|callUnchecked|send|emit|emitWithAck)\s*\(/.exec(trimmed);
    const json = attempt(() => JSON.parse(trimmed) as unknown);
    if (json.ok) return readJson(json.value, target);
    if (call) return check(readCall(trimmed, call.index + call[0].length), target);
    if (/^[[{"]/.test(trimmed)) return { ok: false, reason: `This is almost JSON: ${json.reason}` };
    return { ok: false, reason: `This text is not recognised. ${EXPECTED}` };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

type Found = Extract<Pasted, { ok: true }>;

function check(found: Found, { clientEventMap }: PasteTarget): Pasted {
  if (Object.hasOwn(clientEventMap, found.event)) return found;
  return { ok: false, reason: `The contract has no event "${found.event}" that a client sends.` };
}

function readJson(value: unknown, target: PasteTarget): Pasted {
  if (isMessage(value, target)) {
    return check({ ok: true, format: 'JSON', event: value.event, payload: value.payload }, target);
  }
  if (target.current === undefined) {
    return { ok: false, reason: 'This JSON names no event: pick the event that it is the payload of first.' };
  }
  return { ok: true, format: 'JSON', event: target.current, payload: value };
}

/** A payload may have a field `event` too, so a message has nothing else, and a payload or a name that is known. */
function isMessage(
  value: unknown,
  { clientEventMap }: PasteTarget,
): value is { event: string; payload?: unknown } {
  if (typeof value !== 'object' || value === null) return false;
  const { event, payload, ...others }: { event?: unknown; payload?: unknown } = value;
  if (typeof event !== 'string' || Object.keys(others).length > 0) return false;
  return payload !== undefined || Object.hasOwn(clientEventMap, event);
}

const DATA_OPTIONS: ReadonlySet<string> = new Set(['-d', '--data', '--data-raw', '--data-binary', '--json']);

function readCurl(text: string): Found {
  const words = shellWords(text);
  const address = words.map((word) => /\/events\/([^/?#]+)(?:[?#]|$)/.exec(word)?.[1]).find(Boolean);
  if (!address) throw new SyntaxError('The curl command has no address with /events/<event>.');
  const option = words.findIndex((word) => DATA_OPTIONS.has(word) || /^--(?:data\S*|json)=/.test(word));
  const word = words[option];
  const data =
    word?.startsWith('--') && word.includes('=') ? word.slice(word.indexOf('=') + 1) : words[option + 1];
  const event = decodeURIComponent(address);
  if (option < 0 || data === undefined) return { ok: true, format: 'curl', event, payload: undefined };
  const payload = attempt(() => JSON.parse(data) as unknown);
  if (!payload.ok) throw new SyntaxError(`The data of the curl command are not JSON: ${payload.reason}`);
  return { ok: true, format: 'curl', event, payload: payload.value };
}

function readCall(text: string, at: number): Found {
  const reader = new LiteralReader(text, at);
  const event = reader.read();
  if (typeof event !== 'string') throw new SyntaxError('The call does not begin with the name of its event.');
  const payload = reader.take(',') && !reader.take(')') ? reader.read() : undefined;
  return { ok: true, format: 'TypeScript', event, payload: payload ?? undefined };
}

type Attempt =
  | { readonly ok: true; readonly value: unknown }
  | { readonly ok: false; readonly reason: string };

function attempt(run: () => unknown): Attempt {
  try {
    return { ok: true, value: run() };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}
