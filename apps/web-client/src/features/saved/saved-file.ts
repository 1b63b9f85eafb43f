import type { EventSpec } from '@switchboard/contract';
import { z } from 'zod';
import { hideSecrets } from '../../lib/draft-secrets.ts';
import { messagesIn } from './edits.ts';
import type { Library, SavedMessage } from './saved-message.ts';

/** How a file of saved messages says that it is one. */
const SAVED_FORMAT = 'switchboard.saved';

const MAX_TEXT = 1_000_000;

const Name = z.string().trim().min(1).max(200);

const StoredMessage = z.object({
  id: z.string().min(1).max(200),
  name: Name,
  folder: Name.optional(),
  event: z.string().min(1).max(200),
  text: z.string().max(MAX_TEXT),
  changedAt: z.number().min(0).default(0),
  versions: z.array(z.string().max(200)).max(200).default([]),
});

/** In a file the payload stands as JSON wherever that loses nothing, so that a file can be read and compared. */
const FileMessage = StoredMessage.extend({
  text: z.string().max(MAX_TEXT).optional(),
  payload: z.unknown().optional(),
});

const SavedFile = z.object({
  format: z.literal(SAVED_FORMAT),
  version: z.literal(1),
  folders: z.array(z.unknown()).default([]),
  messages: z.array(z.unknown()),
});

export interface Refusal {
  /** Which part of the file: `messages[3]`, and its name where it has one. */
  readonly what: string;
  readonly reason: string;
}

export interface ReadFile {
  readonly messages: readonly SavedMessage[];
  readonly folders: readonly string[];
  readonly refused: readonly Refusal[];
}

/** Reads a file of saved messages; what cannot be read of it is refused, each with a reason, and the rest stays. */
export function readSavedFile(text: string): ReadFile {
  const whole = parseJson(text);
  if (!whole.ok) return refuseAll(`it is not JSON: ${whole.reason}`);
  const file = SavedFile.safeParse(whole.value);
  if (!file.success) {
    return refuseAll(`it is no file of saved messages of this console: ${reasonOf(file.error)}`);
  }
  const messages: SavedMessage[] = [];
  const folders: string[] = [];
  const refused: Refusal[] = [];
  for (const [index, item] of file.data.folders.entries()) {
    const name = Name.safeParse(item);
    if (name.success) folders.push(name.data);
    else refused.push({ what: `folders[${index}]`, reason: reasonOf(name.error) });
  }
  for (const [index, item] of file.data.messages.entries()) {
    const message = FileMessage.safeParse(item);
    if (message.success) messages.push(toStored(message.data));
    else refused.push({ what: `messages[${index}]${nameIn(item)}`, reason: reasonOf(message.error) });
  }
  return { messages, folders, refused };
}

/** A message as the browser stored it; `undefined` for anything else. */
export function readStored(value: unknown): SavedMessage | undefined {
  const message = StoredMessage.safeParse(value);
  return message.success ? dropUndefined(message.data) : undefined;
}

function toStored({ payload, text, ...rest }: z.infer<typeof FileMessage>): SavedMessage {
  const written = payload === undefined ? '' : JSON.stringify(payload, null, 2);
  return dropUndefined({ ...rest, text: text ?? written });
}

function dropUndefined({ folder, ...message }: z.infer<typeof StoredMessage>): SavedMessage {
  return { ...message, ...(folder !== undefined && { folder }) };
}

function refuseAll(reason: string): ReadFile {
  return { messages: [], folders: [], refused: [{ what: 'the file', reason }] };
}

function reasonOf(error: z.ZodError): string {
  return error.issues
    .map(({ path, message }) => (path.length > 0 ? `${path.join('.')}: ${message}` : message))
    .join('; ');
}

function nameIn(item: unknown): string {
  const name: unknown = typeof item === 'object' && item !== null ? Reflect.get(item, 'name') : undefined;
  return typeof name === 'string' && name !== '' ? ` "${name.slice(0, 60)}"` : '';
}

function parseJson(text: string): { ok: true; value: unknown } | { ok: false; reason: string } {
  try {
    return { ok: true, value: JSON.parse(text) };
  } catch (error) {
    return { ok: false, reason: error instanceof Error ? error.message : String(error) };
  }
}

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
      .map(({ name, event, text }) => ({ name, paths: hideSecrets(specOf(event)?.payload, text).hidden }))
      .filter(({ paths }) => paths.length > 0),
    unknown: messages.filter(({ event }) => !specOf(event)).map(({ name }) => name),
  };
}

/** The text of a file that `readSavedFile` reads back. */
export function writeSavedFile(library: Library, options: ExportOptions): string {
  const { folder, withSecrets, specOf } = options;
  const messages = chosen(library, folder).map(({ text, ...message }) => {
    const shown = withSecrets ? text : hideSecrets(specOf(message.event)?.payload, text).text;
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
