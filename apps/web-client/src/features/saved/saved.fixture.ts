import type { EventSpec } from '@switchboard/contract';
import { z } from 'zod';
import { RAW, registerContracts } from '../../contract/contracts.ts';
import type { Library, SavedMessage } from './library.ts';

export function message(id: string, part: Partial<SavedMessage> = {}): SavedMessage {
  return { id, name: id, folder: '', event: 'a:b', text: '{}', changedAt: 1, versions: [`${id}-1`], ...part };
}

export function library(messages: readonly SavedMessage[], folders: readonly string[] = []): Library {
  return { messages: new Map(messages.map((item) => [item.id, item])), folders };
}

/** The message with another text, written at that time. */
export function changed(before: SavedMessage, text: string, at: number): SavedMessage {
  const versions = [...before.versions, `${before.id} ${text} ${at}`];
  return { ...before, text, changedAt: at, versions };
}

const secret: EventSpec = {
  summary: 'with secrets',
  payload: z.strictObject({
    name: z.string(),
    token: z.string().meta({ secret: true }),
    keys: z.array(z.string().meta({ secret: true })).optional(),
  }),
};
const open: EventSpec = { summary: 'without', payload: z.unknown() };

/** Makes a contract known in which `a:b` has no secrets and `a:secret` has; there are no other events. */
export function registerSecrets(): void {
  const clientEventMap = { 'a:b': open, 'a:secret': secret };
  registerContracts([{ ...RAW, id: 'test', isRaw: false, clientEventMap }]);
}
