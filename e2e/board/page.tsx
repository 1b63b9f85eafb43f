import { type ClientOptions, type LoginState, stayLoggedIn } from '@switchboard/client';
import { createClientHooks } from '@switchboard/client/react';
import { useEffect, useState } from 'react';
import { contract } from './newer-contract.ts';

const { ClientProvider, useNewClient, useCall, useConnection, useEvent } = createClientHooks(contract);

export function App({ url, options }: { url: string; options?: ClientOptions }) {
  const client = useNewClient(url, options);
  const [login, setLogin] = useState<LoginState>({ status: 'loggedOut' });
  useEffect(() => {
    const keeper = stayLoggedIn(client, { login: 'user:enter', refresh: 'user:renew' });
    setLogin(keeper.state);
    keeper.onState(setLogin);
    return keeper.stop;
  }, [client]);
  return (
    <ClientProvider client={client}>{login.status === 'loggedIn' ? <Board /> : <Login />}</ClientProvider>
  );
}

function Login() {
  const { status } = useConnection();
  const { call, pending, reply } = useCall('user:enter');
  const isDisabled = pending || status !== 'connected';
  return (
    <button type="button" disabled={isDisabled} onClick={() => void call({ name: 'Alice' })}>
      {reply && !reply.ok ? reply.error.message : 'Log in'}
    </button>
  );
}

function Board() {
  const { status } = useConnection();
  const { call, reply } = useCall('topic:open');
  const [notes, setNotes] = useState<string[]>([]);
  useEvent('note:added', ({ text }) => setNotes((shown) => [...shown, text]));
  useEffect(() => {
    if (status === 'connected') void call({ topic: 'general' });
  }, [status, call]);
  if (!reply?.ok) return <p>Opening the topic</p>;
  return <p>Notes: {notes.join(', ')}</p>;
}
