import type { Library, SavedMessage } from './saved-message.ts';

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
