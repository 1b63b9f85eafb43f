import { type LoginState, stayLoggedIn } from '@switchboard/client';
import { useEffect, useState } from 'react';
import { ClientProvider, useConnection, useNewClient } from './hooks.ts';
import { Login } from './login.tsx';
import { NewNote, Notes } from './notes.tsx';

/** Socket.IO is beside the page, behind every prefix. */
const path = new URL('socket.io/', document.baseURI).pathname;

/** The connection and the login, which live as long as the page. */
export function App() {
  const client = useNewClient(location.origin, { socketOptions: { path } });
  const [login, setLogin] = useState<LoginState>({ status: 'loggedOut' });
  useEffect(() => {
    const keeper = stayLoggedIn(client, { login: 'user:enter', refresh: 'user:renew', ended: 'user:left' });
    setLogin(keeper.state);
    keeper.onState(setLogin);
    return keeper.stop;
  }, [client]);
  return (
    <ClientProvider client={client}>
      <main>
        <h1>Notes</h1>
        <Connection />
        {login.status === 'loggedIn' ? <NewNote /> : <Login />}
        <Notes />
      </main>
    </ClientProvider>
  );
}

function Connection() {
  const state = useConnection();
  return <p role="status">{'problem' in state ? state.problem.explanation : state.status}</p>;
}
