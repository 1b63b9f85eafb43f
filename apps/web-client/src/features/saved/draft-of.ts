import { z } from 'zod';
import { contractById, sentSpec } from '../../contract/contracts.ts';
import {
  draftKey,
  formatDraft,
  loadDrafts,
  nameKey,
  readDraft,
  readSource,
  setSource,
} from '../../drafts/drafts.ts';
import type { Selection } from '../../drafts/selection.ts';
import type { Destination } from '../../links/connection-settings.ts';
import type { Library, SavedMessage } from './library.ts';

/** A message as it would be saved. */
export interface Draft {
  readonly event: string;
  readonly text: string;
  /** Where the editor keeps it; left out for what is in no editor. */
  readonly key?: string;
}

/** The draft of the editor for any event; its name may be empty. */
function customDraft(to: Destination): Draft {
  const key = draftKey(to);
  return { event: readDraft(nameKey(to)) ?? '', key, text: readDraft(key) ?? '{}' };
}

/** The draft of the editor that is shown; `undefined` where none is. */
export function draftOf(selection: Selection, to: Destination): Draft | undefined {
  if (selection.kind === 'custom') return customDraft(to);
  if (selection.kind !== 'event' || selection.direction !== 'send') return undefined;
  const { event } = selection;
  const contract = contractById(to.contract);
  const spec = sentSpec(contract, event);
  if (!spec && !contract.isRaw) return undefined;
  const key = draftKey(to, event);
  // The first example as long as nobody wrote anything.
  const text = readDraft(key) ?? formatDraft(spec?.examples?.[0]?.payload);
  return { event, key, text: contract.isRaw || spec?.payload ? text : '' };
}

/**
 * What an editor holds for the event of a saved message: the draft that came from the message, or the one of the editor into
 * which it would be loaded; `undefined` where nobody wrote anything for it.
 */
export function writtenDraft({ id, event }: SavedMessage, to: Destination): Draft | undefined {
  const isWritten = readDraft(draftKey(to, event)) !== undefined;
  const own = isWritten ? draftOf({ kind: 'event', direction: 'send', event }, to) : undefined;
  const custom = readDraft(nameKey(to)) === event ? customDraft(to) : undefined;
  const drafts = sentSpec(contractById(to.contract), event) ? [own, custom] : [custom, own];
  return drafts.find((draft) => loadedInto(draft?.key)?.id === id) ?? drafts.find((draft) => draft);
}

/**
 * Puts a saved message into the editor of its event, or into the one for any event where the contract does not have it. Both
 * read the text of the other.
 */
export function loadSaved(message: SavedMessage, to: Destination): void {
  const { event, text, name } = message;
  const isKnown = sentSpec(contractById(to.contract), event) !== undefined;
  const key = draftKey(to, isKnown ? event : undefined);
  loadDrafts({ ...(!isKnown && { [nameKey(to)]: event }), [key]: text }, `"${name}"`);
  setLoaded(key, message);
}

/** A saved message and its text at the time when it was loaded. */
const Loaded = z.object({ id: z.string(), event: z.string(), text: z.string() });

/** Notes which saved message a draft came from, so that it can be saved back. */
export function setLoaded(key: string, { id, event, text }: SavedMessage): void {
  setSource(key, { id, event, text }, text);
}

/** The saved message that a draft came from, with the text that was loaded; `undefined` if there is none. */
export function sourceOf({ event, key }: Draft, { messages }: Library): SavedMessage | undefined {
  const source = loadedInto(key);
  // Its name may have changed since. What counts as changed elsewhere is its text.
  const stored = source?.event === event ? messages.get(source.id) : undefined;
  return source && stored && { ...stored, text: source.text };
}

function loadedInto(key: string | undefined): z.infer<typeof Loaded> | undefined {
  return key === undefined ? undefined : Loaded.safeParse(readSource(key)).data;
}
