import type { EventSpec } from '@switchboard/contract';
import { messagesIn } from './edits.ts';
import { SAVED_FORMAT } from './saved-file.ts';
import type { Library, SavedMessage } from './saved-message.ts';
import { hideSecrets } from './secrets-in-text.ts';

export interface ExportOptions {
  /** The one folder to export; all if left out. */
  readonly folder?: string | undefined;
  readonly withSecrets: boolean;
  readonly specOf: (event: string) => EventSpec | undefined;
}

export interface SecretsOf {
  readonly name: string;
  readonly paths: readonly string[];
}

/** The secrets in what would be exported, and the messages of events of which nobody can say whether they hold any. */
export function secretsIn(
  library: Library,
  { folder, specOf }: Omit<ExportOptions, 'withSecrets'>,
): { readonly secrets: readonly SecretsOf[]; readonly unknown: readonly string[] } {
  const messages = chosen(library, folder);
  return {
    secrets: messages
      .map(({ name, event, text }) => ({ name, paths: hideSecrets(specOf(event), text).paths }))
      .filter(({ paths }) => paths.length > 0),
    unknown: messages.filter(({ event }) => !specOf(event)).map(({ name }) => name),
  };
}

/** The text of a file that `readSavedFile` reads back. */
export function writeSavedFile(library: Library, options: ExportOptions): string {
  const { folder, withSecrets, specOf } = options;
  const messages = chosen(library, folder).map(({ text, ...message }) => {
    const shown = withSecrets ? text : hideSecrets(specOf(message.event), text).text;
    return { ...message, ...payloadOf(shown) };
  });
  const folders = folder === undefined ? library.folders : [folder];
  return `${JSON.stringify({ format: SAVED_FORMAT, version: 1, folders, messages }, null, 2)}\n`;
}

function chosen(library: Library, folder: string | undefined): SavedMessage[] {
  return folder === undefined ? [...library.messages.values()] : messagesIn(library, folder);
}

function payloadOf(text: string): { payload?: unknown; text?: string } {
  if (text === '') return {};
  try {
    const payload: unknown = JSON.parse(text);
    return JSON.stringify(payload, null, 2) === text ? { payload } : { text };
  } catch {
    return { text };
  }
}
