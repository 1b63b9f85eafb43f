import type { clientEventMap } from '@switchboard/events';
import type { Sessions } from '@switchboard/node-server/sessions';
import type { EventControllerMap } from '@switchboard/router';
import type { AppContext } from '../app-context.ts';

export interface SessionDependencies {
  readonly sessions: Pick<Sessions, 'logIn' | 'refresh' | 'logOut'>;
}

export const sessionControllers = ({ sessions }: SessionDependencies) =>
  ({
    'session:login': async ({ message: { name }, socketId }, { fail }) =>
      (await sessions.logIn(socketId, { name })) ?? fail('NAME_TAKEN'),
    'session:refresh': ({ socketId }) => sessions.refresh(socketId),
    'session:logout': async ({ socketId }) => {
      await sessions.logOut(socketId);
      return {};
    },
  }) satisfies Partial<EventControllerMap<typeof clientEventMap, AppContext>>;
