import { Button } from '@mantine/core';
import type { ErrorBody } from '@switchboard/contract';
import type { EmitTarget } from '@switchboard/events';
import { Send, Unplug } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { Dialog } from '../../components/dialog.tsx';
import { formatTime } from '../../components/format-time.ts';
import { IconButton } from '../../components/icon-button.tsx';
import ui from '../../components/ui.module.css';
import styles from './admin.module.css';
import { FailureNote, PagedList, type PagedListProps } from './paged-list.tsx';
import type { AdminClient } from './use-admin-client.ts';

/** What every table of the admin gets. */
export interface SectionProps {
  readonly client: AdminClient;
  /** Whether tables refresh by themselves. */
  readonly auto: boolean;
  /** Opens the composer with an event for this target. */
  readonly onEmit: (target: EmitTarget) => void;
}

/** All sockets of the main namespace. */
export function SocketsSection(props: SectionProps): ReactElement {
  return (
    <SocketList
      {...props}
      label="Sockets"
      ask={(query, signal) => props.client.call('admin:sockets', query, { signal })}
      empty="No socket is connected."
    />
  );
}

/** A socket, as the server reports it. */
export interface SocketRow {
  readonly id: string;
  readonly user?: { readonly id: string; readonly name: string } | undefined;
  readonly rooms: readonly string[];
  readonly transport: string;
  readonly address: string;
  readonly connectedAt: string;
}

export interface SocketListProps
  extends SectionProps,
    Pick<PagedListProps<SocketRow>, 'label' | 'ask' | 'empty'> {}

/** Sockets with their users, rooms and connections. A socket can be disconnected, or get an event. */
export function SocketList({ client, auto, onEmit, label, ask, empty }: SocketListProps): ReactElement {
  const [leaving, setLeaving] = useState<SocketRow>();
  const [gone, setGone] = useState(0);
  const columns = [
    {
      header: 'User',
      cell: ({ id, user }: SocketRow) => (
        <>
          {user?.name ?? <span className={ui.hint}>not logged in</span>}
          <code className={styles.second}>{id}</code>
        </>
      ),
    },
    {
      header: 'Actions',
      cell: (row: SocketRow) => (
        <span className={styles.actions}>
          <IconButton
            label={`Emit to the socket of ${nameOf(row)}`}
            icon={Send}
            onClick={() => onEmit({ to: 'socket', socketId: row.id })}
          />
          <IconButton label={`Disconnect ${nameOf(row)}`} icon={Unplug} onClick={() => setLeaving(row)} />
        </span>
      ),
    },
    { header: 'Rooms', cell: ({ rooms }: SocketRow) => rooms.join(', ') || '–' },
    {
      header: 'Connection',
      cell: ({ transport, address }: SocketRow) => (
        <>
          {transport}
          <span className={styles.second}>{address}</span>
        </>
      ),
    },
    {
      header: 'Since',
      cell: ({ connectedAt }: SocketRow) => formatTime(Date.parse(connectedAt)).slice(0, 8),
    },
  ];
  return (
    <>
      <PagedList
        key={`${label} ${gone}`}
        label={label}
        ask={ask}
        columns={columns}
        keyOf={({ id }) => id}
        empty={empty}
        auto={auto}
      />
      {leaving && (
        <DisconnectDialog
          client={client}
          socketId={leaving.id}
          name={nameOf(leaving)}
          onClose={() => setLeaving(undefined)}
          onDone={() => {
            setLeaving(undefined);
            setGone(gone + 1);
          }}
        />
      )}
    </>
  );
}

function nameOf({ id, user }: SocketRow): string {
  return user ? `${user.name} (${id})` : id;
}

interface DisconnectDialogProps {
  readonly client: AdminClient;
  readonly socketId: string;
  readonly name: string;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks for confirmation, then disconnects a socket. */
function DisconnectDialog({ client, socketId, name, onClose, onDone }: DisconnectDialogProps): ReactElement {
  const [error, setError] = useState<ErrorBody>();
  const disconnect = async (): Promise<void> => {
    const reply = await client.call('admin:disconnect', { socketId });
    if (reply.ok) onDone();
    else setError(reply.error);
  };
  return (
    <Dialog opened onClose={onClose} title={`Disconnect ${name}?`}>
      <div className={styles.dialog}>
        <p>The server closes this connection. The client leaves its rooms and does not reconnect.</p>
        {error && <FailureNote error={error} />}
        <div className={styles.dialogActions}>
          <Button variant="default" onClick={onClose} data-autofocus>
            Keep it
          </Button>
          <Button className={styles.danger ?? ''} onClick={() => void disconnect()}>
            Disconnect
          </Button>
        </div>
      </div>
    </Dialog>
  );
}
