import { DRAFT_NOTICE, readDraft, writeDraft } from '../../../lib/drafts.ts';
import { formatDraft } from '../../../lib/format-draft.ts';
import { tell } from '../../../lib/notice.ts';
import { type Pasted, parsePasted } from '../../../lib/parse-pasted.ts';
import { clientSpec } from '../../../lib/spec-of.ts';

/** Reads a pasted text for the console's contract; a bare payload is for `current`. */
export function readPasted(text: string, current: string | undefined): Pasted {
  return parsePasted(text, { knows: (event) => clientSpec(event) !== undefined, current });
}

/** Puts what was pasted into the draft of its event and picks it, with a way back. */
export function fillDraft(
  { event, payload }: Extract<Pasted, { ok: true }>,
  { current, onEvent }: { current: string | undefined; onEvent: (event: string) => void },
): void {
  const before = readDraft(event) ?? formatDraft(clientSpec(event)?.examples?.[0]?.payload);
  writeDraft(event, payload === undefined ? '' : JSON.stringify(payload, null, 2));
  if (event !== current) onEvent(event);
  const undo = (): void => {
    writeDraft(event, before);
    if (current !== undefined && current !== event) onEvent(current);
  };
  tell({ id: DRAFT_NOTICE, text: `Pasted into the draft of ${event}.`, undo });
}
