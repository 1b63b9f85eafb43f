import { type Client, createClient, stayLoggedIn } from '@switchboard/client';
import { createRawConnection, inspectClient, type RawOptions } from '@switchboard/client/devtools';
import { contract } from './newer-contract.ts';

export type BoardClient = Client<typeof contract.clientEventMap, typeof contract.serverEventMap>;

export async function addNote(client: BoardClient, topic: string, text: string): Promise<string> {
  // #region reply
  const reply = await client.call('note:add', { topic, text });
  if (reply.ok) return `It is note ${reply.data.number}.`;
  if (reply.error.code === 'NOT_OPEN') return `Open ${reply.error.data.topic} first.`;
  return reply.error.message;
  // #endregion
}

export function followTopic(client: BoardClient, topic: string): () => void {
  // #region on-each-connection
  const stop = client.onState((state) => {
    if (state.status === 'connected') void client.call('topic:open', { topic });
  });
  // #endregion
  return stop;
}

export async function addForSure(client: BoardClient, topic: string, text: string) {
  // #region retry
  const reply = await client.call('note:add', { topic, text }, { retry: true, timeout: 30_000 });
  // #endregion
  return reply;
}

export function keepLogin(client: BoardClient) {
  // #region login
  const login = stayLoggedIn(client, {
    login: 'user:enter',
    refresh: 'user:renew',
    logout: 'user:leave',
    ended: 'user:left',
  });
  login.onState((state) => {
    if (state.status === 'loggedIn') console.log('logged in as', state.data?.user.name);
    else if (state.status === 'ended') console.log(state.problem.message);
  });
  // #endregion
  return login;
}

export function inspect(url: string, ca: string) {
  // #region inspect
  const client = createClient(contract, url, { autoConnect: false, socketOptions: { ca } });
  const tools = inspectClient(client); // before it connects, to see it all
  tools.onStep((step) => console.log(step.kind));
  client.connect();
  // #endregion
  return client;
}

export async function speakWithoutContract(url: string, options: RawOptions) {
  // #region raw
  const raw = createRawConnection(url, options);
  raw.onEvent(({ event, args, answer }) => {
    console.log(event, args);
    answer?.('seen');
  });
  raw.emit('legacy:add', [1, 2]);
  const answer = await raw.emitWithAck('legacy:add', [1, 2], { timeout: 2_000 });
  if (answer.status === 'answered') console.log(answer.args); // or 'timeout', 'disconnected'
  // #endregion
  raw.disconnect();
  return answer;
}
