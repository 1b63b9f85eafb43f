import { fromJson } from '@switchboard/contract';
import { contractById, sentSpec } from '../../contract/contracts.ts';
import { writeArg, writeArgsDraft } from '../../drafts/args-draft.ts';
import { DRAFT_NOTICE, draftKey, replaceDrafts } from '../../drafts/drafts.ts';
import { notify } from '../../lib/notice.ts';
import { inexactProblem, readJson } from '../../lib/read-json.ts';
import type { Destination } from '../../links/connection-settings.ts';
import { COMPOSER } from '../../texts/composer.ts';

/** What a paste is for. */
export interface PastePlace {
  /** That of the client that is picked. */
  readonly to: Destination;
  /** The event whose composer is shown, for a bare payload. */
  readonly current: string | undefined;
  /** Picks an event, or a new one where it has no name yet; returns how to go back. */
  readonly onEvent: (event: string | undefined) => () => void;
}

/** The draft that a pasted text becomes, or why it becomes none. */
export type Pasted =
  | { readonly ok: true; readonly event: string; readonly draft: string }
  | { readonly ok: false; readonly reason: string };

/** Reads a message as JSON, as "Copy as JSON" makes it, or the JSON of a bare payload. */
export function parsePasted(text: string, { to, current }: Omit<PastePlace, 'onEvent'>): Pasted {
  const contract = contractById(to.contract);
  if (text.trim() === '') return refuse(`${COMPOSER.nothingToPaste} ${COMPOSER.expectedPaste}`);
  const read = readJson(text);
  if (!read.ok) return refuse(`${read.reason}. ${COMPOSER.expectedPaste}`);
  const [inexact] = read.inexact;
  if (inexact) return refuse(inexactProblem(inexact));
  const { value } = read;
  const { event, payload, args, ack, ...others } = Object(value) as Readonly<Record<string, unknown>>;
  // A payload may have a field `event` too, so a message has nothing else.
  const isNamed = typeof event === 'string' && Object.keys(others).length === 0;
  const isOne = isNamed && args === undefined && ack === undefined;
  const isPayload = isOne && payload !== undefined;
  if (contract.isRaw) {
    if (isPayload) return { ok: true, event, draft: rawDraft([payload]) };
    const isArgs = isNamed && payload === undefined && Array.isArray(args);
    return isArgs && (ack === undefined || typeof ack === 'boolean')
      ? { ok: true, event, draft: rawDraft(args, ack) }
      : { ok: true, event: current ?? '', draft: rawDraft([value]) };
  }
  if (isOne && sentSpec(contract, event)) return { ok: true, event, draft: asTyped(payload) };
  if (isPayload) return refuse(COMPOSER.noSuchEvent(event));
  if (current !== undefined) return { ok: true, event: current, draft: asTyped(value) };
  return refuse(COMPOSER.namesNoEvent);
}

function rawDraft(args: readonly unknown[], ack = true): string {
  return writeArgsDraft({ args: args.map((arg) => writeArg(withBytes(arg))), ack });
}

/** What is pasted is a draft already: `{{name}}` in it is a variable. */
function asTyped(payload: unknown): string {
  return payload === undefined ? '' : JSON.stringify(payload, null, 2);
}

/** The argument with its binary, where it is the JSON form of one. */
function withBytes(arg: unknown): unknown {
  try {
    return fromJson(arg);
  } catch {
    return arg;
  }
}

function refuse(reason: string): Pasted {
  return { ok: false, reason };
}

/** Pastes what the clipboard has, where the browser lets the page read it. */
export async function pasteClipboard(place: PastePlace): Promise<void> {
  try {
    paste(await navigator.clipboard.readText(), place);
  } catch {
    fail(COMPOSER.clipboardClosed);
  }
}

/** Puts a text into the draft of the event that it names, or of the current one, or says why not. */
export function paste(text: string, place: PastePlace): void {
  const pasted = parsePasted(text, place);
  if (pasted.ok) fillDraft(pasted, place);
  else fail(pasted.reason);
}

function fail(text: string): void {
  notify({ id: DRAFT_NOTICE, tone: 'bad', text });
}

/** Puts what was pasted into the draft of its event and picks it, with a way back. */
function fillDraft({ event, draft }: Extract<Pasted, { ok: true }>, place: PastePlace): void {
  const { to, onEvent } = place;
  // The event of a raw message is named in the composer itself, unless one is picked.
  const key = draftKey(to, event || undefined);
  const takeBack = replaceDrafts({ [key]: draft });
  const goBack = onEvent(event || undefined);
  const undo = (): void => {
    takeBack();
    goBack();
  };
  notify({ id: DRAFT_NOTICE, text: COMPOSER.pasted(event), undo });
}
