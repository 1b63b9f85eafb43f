import type { clientEventMap } from '@switchboard/events';
import type { EventControllerMap } from '@switchboard/router';
import type { AppContext } from '../app-context.ts';

export const systemControllers = () =>
  ({
    'system:echo': ({ message }) => ({ value: message.value }),
    'system:time': () => ({ now: new Date().toISOString() }),
  }) satisfies Partial<EventControllerMap<typeof clientEventMap, AppContext>>;
