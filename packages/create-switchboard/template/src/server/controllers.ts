import type { Caller, ServerKit } from '@switchboard/node-server';
import type { EventControllerMap } from '@switchboard/router';
import type { contract } from '../contract.ts';
import type { NoteStore } from './note-store.ts';

const LIMIT = 100;

type Kit = Pick<ServerKit<typeof contract.serverEventMap>, 'sessions' | 'publish'>;

/** One controller for each event. What it returns is the reply; `fail` replies with an error that the contract names. */
export function createControllers(
  { sessions, publish }: Kit,
  notes: NoteStore,
): EventControllerMap<typeof contract.clientEventMap, Caller> {
  return {
    'user:enter': async ({ message, socketId }, { fail }) =>
      (await sessions.logIn(socketId, message)) ??
      fail('NAME_TAKEN', undefined, { message: 'Somebody has this name: choose another one.' }),
    'user:renew': ({ socketId }) => sessions.refresh(socketId),
    'note:add': async ({ message }, { user, fail }) => {
      const note = await notes.add(user.name, message.text, LIMIT);
      if (!note) return fail('LIST_FULL', { limit: LIMIT }, { message: `There are ${LIMIT} notes already.` });
      publish.emit('note:added', note);
      return note;
    },
    'note:list': async () => ({ notes: await notes.all() }),
  };
}
