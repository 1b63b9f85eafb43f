import { REDACTED } from '@switchboard/contract';
import { z } from 'zod';
import { knownSpec } from '../../contract/contracts.ts';
import { fillSecrets, hideSecrets } from '../../drafts/draft-secrets.ts';
import { printExact, readExact } from '../../lib/exact-json.ts';
import { depthProblem, readJson } from '../../lib/read-json.ts';
import { SAVED } from '../../texts/saved.ts';
import { copyOf, type Library, messagesIn, type SavedMessage } from './library.ts';

/** How a file of saved messages says that it is one. */
const SAVED_FORMAT = 'switchboard.saved';

const Name = z.string().trim().min(1);

/** No part has a longest: what was saved is always shown again. */
const StoredMessage = z.object({
  id: z.string().min(1),
  name: Name,
  folder: z.string().trim().default(''),
  event: z.string().min(1),
  text: z.string(),
  changedAt: z.number().min(0).default(0),
  versions: z.array(z.string()).default([]),
});

/** In a file the payload stands as JSON wherever that loses nothing, so that a file can be read and compared. */
const FileMessage = StoredMessage.partial({ text: true })
  .extend({ payload: z.unknown().optional() })
  .transform(({ payload, ...message }): SavedMessage => {
    return { ...message, text: message.text ?? printExact(payload, 2) ?? '' };
  });

const SavedFile = z.object({
  format: z.literal(SAVED_FORMAT),
  version: z.literal(1),
  folders: z.array(z.unknown()).default([]),
  messages: z.array(z.unknown()),
});

export interface ReadFile {
  readonly messages: readonly SavedMessage[];
  readonly folders: readonly string[];
  /** What could not be read and why: `messages[3] "name": event: …`. */
  readonly refused: readonly string[];
}

/** Reads a file of saved messages; what cannot be read of it is refused, each with a reason, and the rest stays. */
export function readSavedFile(text: string): ReadFile {
  const refused: string[] = [];
  const read = <Output>(items: readonly unknown[], schema: z.ZodType<Output>, list: string): Output[] =>
    items.flatMap((item, index) => {
      const tooDeep = depthProblem(item);
      const parsed = tooDeep === undefined ? schema.safeParse(item) : undefined;
      if (parsed?.success) return [parsed.data];
      refused.push(`${list}[${index}]${nameIn(item)}: ${parsed ? reasonOf(parsed.error) : tooDeep}`);
      return [];
    });
  try {
    // What is too deep, or names a field twice, has no exact numbers: the rest of the file stays.
    const file = SavedFile.safeParse(readExact(text) ?? JSON.parse(text));
    if (!file.success) return refuseAll(SAVED.notSavedFile(reasonOf(file.error)));
    const folders = read(file.data.folders, Name, 'folders');
    return { messages: read(file.data.messages, FileMessage, 'messages'), folders, refused };
  } catch (error) {
    return refuseAll(SAVED.notJson((error as Error).message));
  }
}

/** A message as the browser stored it; `undefined` for anything else. */
export function readStored(value: unknown): SavedMessage | undefined {
  return StoredMessage.safeParse(value).data;
}

function refuseAll(reason: string): ReadFile {
  return { messages: [], folders: [], refused: [`the file: ${reason}`] };
}

function reasonOf({ issues }: z.ZodError): string {
  return issues.map(({ path, message }) => [path.join('.'), message].filter(Boolean).join(': ')).join('; ');
}

function nameIn(item: unknown): string {
  const { name } = Object(item) as { name?: unknown };
  return typeof name === 'string' && name !== '' ? ` "${name.slice(0, 60)}"` : '';
}

/** Whether it came without its secrets. */
function hasNoSecrets({ event, text }: SavedMessage): boolean {
  const spec = knownSpec(event);
  return text.includes(REDACTED) && (!spec || spec.payload !== undefined);
}

export interface WrittenFile {
  readonly text: string;
  /** How many messages there are. */
  readonly count: number;
  /** The names of those whose secrets were left out. */
  readonly withoutSecrets: readonly string[];
  /** How many have events that no contract has: nobody knows all their secrets. */
  readonly unknown: number;
}

/** The messages of one folder, or all, as a file that `readSavedFile` reads back, without their secrets. */
export function writeSavedFile(library: Library, folder?: string): WrittenFile {
  const messages = folder === undefined ? [...library.messages.values()] : messagesIn(library, folder);
  const withoutSecrets: string[] = [];
  const written = messages.map(({ text, folder: inFolder, ...rest }) => {
    const shown = hideSecrets(knownSpec(rest.event)?.payload, text);
    if (shown.hidden.length > 0) withoutSecrets.push(rest.name);
    return { ...rest, ...(inFolder && { folder: inFolder }), ...contentOf(shown.text) };
  });
  const folders = folder === undefined ? library.folders : [folder];
  const file = { format: SAVED_FORMAT, version: 1, folders, messages: written };
  return {
    text: `${JSON.stringify(file, null, 2)}\n`,
    count: messages.length,
    withoutSecrets,
    unknown: messages.filter(({ event }) => !knownSpec(event)).length,
  };
}

function contentOf(text: string): { payload?: unknown; text?: string } {
  if (text === '') return {};
  const read = readJson(text);
  return read.ok && JSON.stringify(read.value, null, 2) === text ? { payload: read.value } : { text };
}

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
  /** What of the file could not be read, and why. */
  readonly refused: readonly string[];
}

interface MergeOutcome {
  readonly kind: 'added' | 'updated' | 'unchanged';
  /** What is to stand under the id, where that changes. */
  readonly kept?: SavedMessage;
  readonly copy?: SavedMessage;
}

/** Joins what a file has with what is here, by id. Nothing is lost, and the same file twice changes nothing more. */
export function mergeSaved(library: Library, file: ReadFile): { library: Library; report: MergeReport } {
  const report = { added: [], updated: [], unchanged: [], copies: [], withoutSecrets: [] } as Record<
    Exclude<keyof MergeReport, 'refused'>,
    string[]
  >;
  const messages = new Map(library.messages);
  const folders = new Set([...library.folders, ...file.folders]);
  const put = (message: SavedMessage): void => {
    messages.set(message.id, message);
    if (message.folder !== '') folders.add(message.folder);
  };
  for (const theirs of file.messages) {
    const { kind, kept, copy } = mergeOne(messages.get(theirs.id), theirs);
    report[kind].push(theirs.name);
    if (kept) put(kept);
    // A copy of an earlier import may have been changed since.
    if (copy && !messages.has(copy.id)) {
      put(copy);
      report.copies.push(copy.name);
    }
    if (kept && hasNoSecrets(kept)) report.withoutSecrets.push(kept.name);
  }
  return { library: { messages, folders: [...folders] }, report: { ...report, refused: file.refused } };
}

function mergeOne(mine: SavedMessage | undefined, file: SavedMessage): MergeOutcome {
  if (!mine) return { kind: 'added', kept: file };
  const text = fillSecrets(knownSpec(file.event)?.payload, file.text, mine.text);
  const theirs = { ...file, text };
  const isSame = (['name', 'folder', 'event', 'text'] as const).every((key) => mine[key] === theirs[key]);
  if (isSame || comesFrom(mine, theirs)) return { kind: 'unchanged' };
  if (comesFrom(theirs, mine)) return { kind: 'updated', kept: theirs };
  const isTheirsNewer = theirs.changedAt > mine.changedAt;
  const [newer, older] = isTheirsNewer ? [theirs, mine] : [mine, theirs];
  const versions = [...new Set([...older.versions, ...newer.versions])];
  const copy = copyOf(older, isTheirsNewer ? SAVED.beforeImport : SAVED.fromImport);
  return { kind: isTheirsNewer ? 'updated' : 'unchanged', kept: { ...newer, versions }, copy };
}

/** Whether `later` was made by changing `earlier`. */
function comesFrom(later: SavedMessage, earlier: SavedMessage): boolean {
  const version = earlier.versions.at(-1);
  return version !== undefined && later.versions.includes(version);
}
