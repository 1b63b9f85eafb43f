import { setTimeout as delay } from 'node:timers/promises';
import { type ClientOptions, createClient } from '@switchboard/client';
import { contract } from '@switchboard/events';
import type { Hearing, History } from './history.ts';

export interface MemberOptions {
  readonly url: string;
  readonly ca: string;
  readonly name: string;
  readonly room: string;
  readonly socketOptions?: ClientOptions['socketOptions'];
}

export type FaultClient = ReturnType<
  typeof createClient<typeof contract.clientEventMap, typeof contract.serverEventMap>
>;

/** Somebody in a room, who enters it again on each connection and writes down what is heard there. */
export interface Member {
  readonly client: FaultClient;
  readonly name: string;
  readonly room: string;
  /** What is being heard; `undefined` while there is no connection, or the room is not joined yet on it. */
  readonly hearing: Hearing | undefined;
  leave(): void;
}

/** Milliseconds until what failed for now is tried again. */
const PAUSE = 100;
const PASSING: ReadonlySet<string | undefined> = new Set(['DISCONNECTED', 'SERVICE_UNAVAILABLE', 'TIMEOUT']);

/** Logs in and joins. Resolves once somebody is there to hear; rejects if the name is refused. */
export async function startMember(
  { url, ca, name, room, socketOptions }: MemberOptions,
  history: History,
): Promise<Member> {
  const client = createClient(contract, url, {
    autoConnect: false,
    retry: true,
    socketOptions: {
      ca,
      transports: ['websocket'],
      reconnectionDelay: 100,
      reconnectionDelayMax: 500,
      ...socketOptions,
    },
  });
  let connection: { readonly socketId: string; readonly heard: Hearing['heard']; readonly signals: number[] };
  let hearing: Hearing | undefined;

  client.on('system:gap', () => {
    connection.signals.push(connection.heard.length);
    history.changed();
  });
  client.on('message:sent', (message) => {
    connection.heard.push({ id: message.id, seq: message.seq });
    history.changed();
  });

  const join = async (current: typeof connection): Promise<void> => {
    for (;;) {
      const reply = await client.call('room:join', { room });
      if (connection !== current || client.state.status !== 'connected') return;
      if (reply.ok) {
        const { heard, signals } = current;
        hearing = { receiver: name, from: reply.data.recent.at(-1)?.seq ?? 0, heard, signals, ended: false };
        history.hearings.push(hearing);
        return history.changed();
      }
      await delay(PAUSE);
    }
  };

  const logIn = async (): Promise<void> => {
    for (;;) {
      const reply = await client.call('session:login', { name });
      if (reply.ok) return client.setAuth({ token: reply.data.token });
      if (!PASSING.has(reply.error.code)) throw new Error(`${name} could not log in: ${reply.error.message}`);
      await delay(PAUSE);
    }
  };

  let identified: Promise<void> | undefined;
  client.onState((state) => {
    if (state.status === 'connected' && state.socketId !== connection?.socketId) {
      connection = { socketId: state.socketId, heard: [], signals: [] };
      identified ??= logIn();
      const current = connection;
      identified.then(() => join(current)).catch(() => {});
    }
    if (state.status !== 'connected' && hearing) {
      if (state.status === 'reconnecting') history.losses.push(`${name}: ${state.problem.message}`);
      hearing.ended = true;
      hearing = undefined;
    }
    // A server that cannot look the token up now says so, and Socket.IO does not try again by itself.
    if (state.status === 'refused' && PASSING.has(state.problem.error?.code)) {
      setTimeout(() => client.state.status === 'refused' && client.connect(), PAUSE);
    }
    history.changed();
  });
  client.connect();
  const member = {
    client,
    name,
    room,
    get hearing() {
      return hearing;
    },
    leave: () => client.disconnect(),
  };
  await history.until(() => hearing !== undefined, 60_000);
  await identified;
  if (!hearing) throw new Error(`${name} could not join: ${JSON.stringify(client.state)}`);
  return member;
}
