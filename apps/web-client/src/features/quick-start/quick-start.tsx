import type { ReactElement } from 'react';
import { useClients } from '../../lib/console-session.ts';
import { ChatPanel } from './chat-panel.tsx';
import { ClientProvider } from './client-hooks.ts';

export interface QuickStartProps {
  readonly clientId: string;
  /** Whether it is in sight. */
  readonly shown: boolean;
}

/**
 * A small chat, written as anyone would write it with the typed client and its hooks. Every client has its own, which
 * goes on while another is in sight: it stays in its room, reconnects and hears what is said.
 */
export function QuickStart({ clientId, shown }: QuickStartProps): ReactElement {
  const entries = useClients();
  return (
    <>
      {entries.map((entry) => (
        <ClientProvider key={entry.id} client={entry.client}>
          <ChatPanel entry={entry} shown={shown && entry.id === clientId} />
        </ClientProvider>
      ))}
    </>
  );
}
