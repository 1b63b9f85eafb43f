import { readDraft, writeDraft } from '../../../lib/drafts.ts';
import { formatDraft } from '../../../lib/format-draft.ts';
import { type Pasted, parsePasted } from '../../../lib/parse-pasted.ts';
import { clientSpec } from '../../../lib/spec-of.ts';
import { showDraftNotice } from '../draft-notice.ts';

/** Reads a pasted text for the console's contract; a bare payload is for `current`. */
export function readPasted(text: string, current: string | undefined): Pasted {
  return parsePasted(text, { knows: (event) => clientSpec(event) !== undefined, current });
}

/** Puts what was pasted into the draft of its event, with a way back. */
export function fillDraft(
  { event, payload }: Extract<Pasted, { ok: true }>,
  current: string | undefined,
): void {
  const before = readDraft(event) ?? formatDraft(clientSpec(event)?.examples?.[0]?.payload);
  const text = payload === undefined ? '' : JSON.stringify(payload, null, 2);
  writeDraft(event, text);
  showDraftNotice({ event, tone: 'ok', text: 'Pasted.', undo: { text: before, from: current } });
}
