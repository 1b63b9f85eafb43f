/** A message that someone wrote and wants again. */
export interface SavedMessage {
  readonly id: string;
  readonly name: string;
  /** The folder it lies in; left out for none. */
  readonly folder?: string;
  readonly event: string;
  /** The draft as it was written: JSON as a rule, empty for no payload. */
  readonly text: string;
  /** Milliseconds since the epoch. */
  readonly changedAt: number;
  /** Ids of its versions, oldest first: tell which of two copies came from the other. */
  readonly versions: readonly string[];
}

/** Everything that is saved. */
export interface Library {
  readonly messages: ReadonlyMap<string, SavedMessage>;
  readonly folders: readonly string[];
}

export const EMPTY_LIBRARY: Library = { messages: new Map(), folders: [] };

/** When a change was made, and a name of its own for what came of it. */
export interface Stamp {
  readonly at: number;
  readonly version: string;
}

/** A new id. Unlike `crypto.randomUUID` it is there on pages without HTTPS too. */
export function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function newStamp(): Stamp {
  return { at: Date.now(), version: newId() };
}

/** More versions than this are forgotten, oldest first: two copies so far apart count as changed on both sides. */
const MAX_VERSIONS = 50;

/** The next version of a message. */
export function nextVersion(
  message: SavedMessage,
  change: Partial<Pick<SavedMessage, 'name' | 'text'>> & { readonly folder?: string | undefined },
  { at, version }: Stamp,
): SavedMessage {
  const { folder = undefined, ...rest } = 'folder' in change ? change : { ...change, folder: message.folder };
  const { folder: _, ...others } = message;
  const versions = [...message.versions, version].slice(-MAX_VERSIONS);
  return { ...others, ...rest, ...(folder && { folder }), changedAt: at, versions };
}

export interface ListedFolder {
  /** Left out for the messages that lie in no folder. */
  readonly name?: string;
  readonly messages: readonly SavedMessage[];
}

const byName = new Intl.Collator('en', { numeric: true, sensitivity: 'base' });

/** Folders and messages by name; those in no folder first. With a search, what has each of its words and no empty folder. */
export function listSaved({ messages, folders }: Library, search: string): ListedFolder[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  const found = [...messages.values()]
    .filter((message) => words.every((word) => searchText(message).includes(word)))
    .sort((one, other) => byName.compare(one.name, other.name));
  const inFolder = (folder: string | undefined): SavedMessage[] =>
    found.filter((message) => message.folder === folder);
  const listed = [...folders]
    .sort(byName.compare)
    .map((name) => ({ name, messages: inFolder(name) }))
    .filter((folder) => words.length === 0 || folder.messages.length > 0);
  const loose = inFolder(undefined);
  return loose.length > 0 ? [{ messages: loose }, ...listed] : listed;
}

function searchText({ name, event, folder = '' }: SavedMessage): string {
  return `${name} ${event} ${folder}`.toLowerCase();
}
