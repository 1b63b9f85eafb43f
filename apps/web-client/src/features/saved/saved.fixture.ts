import type { EventSpec } from '@switchboard/contract';
import { z } from 'zod';
import { type Library, nextVersion, type SavedMessage } from './saved-message.ts';

export function message(id: string, part: Partial<SavedMessage> = {}): SavedMessage {
  return { id, name: id, event: 'a:b', text: '{}', changedAt: 1, versions: [`${id}-1`], ...part };
}

export function library(messages: readonly SavedMessage[], folders: readonly string[] = []): Library {
  return { messages: new Map(messages.map((item) => [item.id, item])), folders };
}

/** The message with another text, written at that time. */
export function changed(before: SavedMessage, text: string, at: number): SavedMessage {
  return nextVersion(before, { text }, { at, version: `${before.id} ${text} ${at}` });
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

/** `a:b` has no secrets, `a:secret` has; there are no other events. */
export function specOf(event: string): EventSpec | undefined {
  if (event === 'a:secret') return secret;
  return event === 'a:b' ? open : undefined;
}
