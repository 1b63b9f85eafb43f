import { type ClientOptions, type LoginState, stayLoggedIn } from '@switchboard/client';
import { createClientHooks } from '@switchboard/client/react';
import { useEffect, useState } from 'react';
import { contract } from './newer-contract.ts';

const { ClientProvider, useNewClient, useCall, useConnection } = createClientHooks(contract);

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
    <ClientProvider client={client}>
      {login.status === 'loggedIn' ? <p>The board</p> : <Login />}
    </ClientProvider>
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
