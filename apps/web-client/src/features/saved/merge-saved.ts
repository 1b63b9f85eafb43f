import { type EventSpec, REDACTED } from '@switchboard/contract';
import { fillSecrets } from '../../lib/draft-secrets.ts';
import { addFolder, copyOf, putMessages } from './edits.ts';
import type { ReadFile, Refusal } from './saved-file.ts';
import type { Library, SavedMessage } from './saved-message.ts';

/** What came of an import, by the names of the messages. */
export interface MergeReport {
  readonly added: readonly string[];
  readonly updated: readonly string[];
  /** The same here already, or newer here. */
  readonly unchanged: readonly string[];
  /** Changed on both sides: the newer stands, the other is kept under this name. */
  readonly copies: readonly string[];
  /** Came without their secrets. */
  readonly withoutSecrets: readonly string[];
  readonly refused: readonly Refusal[];
}

interface Outcome {
  readonly kind: 'added' | 'updated' | 'unchanged';
  /** What is to stand under the id, where that changes. */
  readonly kept?: SavedMessage;
  readonly copy?: SavedMessage;
}

/** Joins what a file has with what is here, by id. Nothing is lost, and the same file twice changes nothing more. */
export function mergeSaved(
  library: Library,
  file: ReadFile,
  specOf: (event: string) => EventSpec | undefined,
): { readonly library: Library; readonly report: MergeReport } {
  const report = { added: [], updated: [], unchanged: [], copies: [], withoutSecrets: [] } as Record<
    'added' | 'updated' | 'unchanged' | 'copies' | 'withoutSecrets',
    string[]
  >;
  let merged = file.folders.reduce((all, name) => addFolder(name)(all), library);
  for (const theirs of file.messages) {
    const mine = merged.messages.get(theirs.id);
    const text = mine ? fillSecrets(specOf(theirs.event)?.payload, theirs.text, mine.text) : theirs.text;
    const { kind, kept, copy }: Outcome = mine
      ? mergeOne(mine, { ...theirs, text })
      : { kind: 'added', kept: theirs };
    report[kind].push(theirs.name);
    if (kept) merged = putMessages([kept])(merged);
    // A copy of an earlier import may have been changed since.
    if (copy && !merged.messages.has(copy.id)) {
      merged = putMessages([copy])(merged);
      report.copies.push(copy.name);
    }
    if (kept && kept !== mine && hasHidden(kept, specOf)) report.withoutSecrets.push(kept.name);
  }
  return { library: merged, report: { ...report, refused: file.refused } };
}

function mergeOne(mine: SavedMessage, theirs: SavedMessage): Outcome {
  if (isSame(mine, theirs) || comesFrom(mine, theirs)) return { kind: 'unchanged' };
  if (comesFrom(theirs, mine)) return { kind: 'updated', kept: theirs };
  const isTheirsNewer = theirs.changedAt > mine.changedAt;
  const [newer, older] = isTheirsNewer ? [theirs, mine] : [mine, theirs];
  const versions = [...new Set([...older.versions, ...newer.versions])];
  const copy = copyOf(older, isTheirsNewer ? 'before the import' : 'imported');
  return { kind: isTheirsNewer ? 'updated' : 'unchanged', kept: { ...newer, versions }, copy };
}

function isSame(one: SavedMessage, other: SavedMessage): boolean {
  return (['name', 'folder', 'event', 'text'] as const).every((key) => one[key] === other[key]);
}

/** Whether `later` was made by changing `earlier`. */
function comesFrom(later: SavedMessage, earlier: SavedMessage): boolean {
  const version = earlier.versions.at(-1);
  return version !== undefined && later.versions.includes(version);
}

function hasHidden({ event, text }: SavedMessage, specOf: (event: string) => EventSpec | undefined): boolean {
  return specOf(event)?.payload !== undefined && text.includes(`"${REDACTED}"`);
}
