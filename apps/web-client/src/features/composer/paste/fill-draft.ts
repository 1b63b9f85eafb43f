import { type ConsoleContract, sentSpec } from '../../../contract/contracts.ts';
import { argsDraftOf, writeArgsDraft } from '../../../lib/args-draft.ts';
import {
  CUSTOM_PAYLOAD,
  DRAFT_NOTICE,
  draftKey,
  formatDraft,
  readDraft,
  writeDraft,
} from '../../../lib/drafts.ts';
import { tell } from '../../../lib/notice.ts';
import { EDITORS } from '../../../texts/editors.ts';
import { type Pasted, parsePasted } from './parse-pasted.ts';

/** What a paste is for. */
export interface PastePlace {
  readonly contract: ConsoleContract;
  /** The event whose composer is shown, for a bare payload. */
  readonly current: string | undefined;
  readonly onEvent: (event: string) => void;
}

/** Reads a pasted text for the contract of the client that is picked. */
export function readPasted(text: string, { contract, current }: PastePlace): Pasted {
  const knows = (event: string): boolean => sentSpec(contract, event) !== undefined;
  return parsePasted(text, { knows, current, isRaw: contract.isRaw });
}

/** Puts what was pasted into the draft of its event and picks it, with a way back. */
export function fillDraft(pasted: Extract<Pasted, { ok: true }>, place: PastePlace): void {
  const { contract, current, onEvent } = place;
  const { event, payload, args } = pasted;
  const example = formatDraft(sentSpec(contract, event)?.examples?.[0]?.payload);
  // The event of a raw message is named in the composer itself, unless one is picked.
  const key = event === '' ? CUSTOM_PAYLOAD : draftKey(contract, event);
  const before = readDraft(key) ?? example;
  writeDraft(key, args ? writeArgsDraft(argsDraftOf(args, true)) : formatDraft(payload));
  const isPicked = event === '' || event === current;
  if (!isPicked) onEvent(event);
  const undo = (): void => {
    writeDraft(key, before);
    if (!isPicked && current !== undefined) onEvent(current);
  };
  tell({ id: DRAFT_NOTICE, text: EDITORS.pasted(event), undo });
}
