import { StrictMode } from 'react';
import { createRoot } from 'react-dom/client';
import { AddItem } from './add-item.tsx';
import { ConnectionLine } from './connection-line.tsx';
import { ClientProvider, useNewClient } from './hooks.ts';
import { ItemList } from './item-list.tsx';
import './style.css';

/** Socket.IO is beside the page, behind every prefix. */
const path = new URL('socket.io/', document.baseURI).pathname;

function App() {
  const client = useNewClient(location.origin, { socketOptions: { path } });
  return (
    <ClientProvider client={client}>
      <main>
        <h1>Shopping list</h1>
        <ConnectionLine />
        <AddItem />
        <ItemList />
      </main>
    </ClientProvider>
  );
}

const root = document.getElementById('root');
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
