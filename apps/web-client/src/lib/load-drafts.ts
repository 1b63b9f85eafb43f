import { readDraft, writeDraft } from './drafts.ts';
import { tell } from './notice.ts';

/** Replaces drafts, each by its event, and says so; offers to take it back where something else was written there. */
export function loadDrafts(texts: Readonly<Record<string, string>>, what: string): void {
  const replaced: [event: string, before: string][] = [];
  for (const [event, text] of Object.entries(texts)) {
    const before = readDraft(event);
    if (before !== undefined && before !== text) replaced.push([event, before]);
    writeDraft(event, text);
  }
  const undo = (): void => {
    for (const [event, before] of replaced) writeDraft(event, before);
  };
  tell(
    replaced.length > 0
      ? { text: `Loaded ${what} in the place of the draft.`, undo }
      : { text: `Loaded ${what}.` },
  );
}
