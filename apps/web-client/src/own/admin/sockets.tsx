import { Button, Group } from '@mantine/core';
import type { ErrorBody } from '@switchboard/contract';
import type { EmitTarget } from '@switchboard/events';
import { Send, Unplug } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { Column } from '../../components/data-table.tsx';
import { Dialog } from '../../components/dialog.tsx';
import { formatTime } from '../../components/format-time.ts';
import { IconButton } from '../../components/icon-button.tsx';
import ui from '../../components/ui.module.css';
import { ADMIN } from '../texts.ts';
import styles from './admin.module.css';
import { FailureNote, PagedList, type PagedListProps } from './paged-list.tsx';
import type { AdminClient, AdminData } from './use-admin-client.ts';

export interface SectionProps {
  readonly client: AdminClient;
  /** Whether tables refresh by themselves. */
  readonly auto: boolean;
  /** Opens the composer with an event for this target. */
  readonly onEmit: (target: EmitTarget) => void;
}

export function SocketsSection(props: SectionProps): ReactElement {
  return (
    <SocketList
      {...props}
      label={ADMIN.sockets}
      ask={(query, signal) => props.client.call('admin:sockets', query, { signal })}
      empty={ADMIN.noSockets}
    />
  );
}

type SocketRow = AdminData<'admin:sockets'>['items'][number];

type SocketListProps = SectionProps & Pick<PagedListProps<SocketRow>, 'label' | 'ask' | 'empty'>;

/** Sockets with their users, rooms and connections. A socket can be disconnected, or get an event. */
export function SocketList({ client, onEmit, ...list }: SocketListProps): ReactElement {
  const [leaving, setLeaving] = useState<SocketRow>();
  const [gone, setGone] = useState(0);
  const columns: Column<SocketRow>[] = [
    {
      header: ADMIN.user,
      cell: ({ id, user }) => (
        <>
          {user?.name ?? <span className={ui.dim}>{ADMIN.notLoggedIn}</span>}
          <code className={styles.second}>{id}</code>
        </>
      ),
    },
    {
      header: ADMIN.actions,
      cell: (row) => (
        <span className={styles.actions}>
          <IconButton
            label={ADMIN.emitToSocket(nameOf(row))}
            icon={Send}
            onClick={() => onEmit({ to: 'socket', socketId: row.id })}
          />
          <IconButton
            label={ADMIN.disconnectOne(nameOf(row))}
            icon={Unplug}
            onClick={() => setLeaving(row)}
          />
        </span>
      ),
    },
    { header: ADMIN.rooms, cell: ({ rooms }) => rooms.join(', ') || '–' },
    {
      header: ADMIN.connection,
      cell: ({ transport, address }) => (
        <>
          {transport}
          <span className={styles.second}>{address}</span>
        </>
      ),
    },
    {
      header: ADMIN.since,
      cell: ({ connectedAt }) => formatTime(Date.parse(connectedAt)).slice(0, 8),
    },
  ];
  return (
    <>
      <PagedList key={`${list.label} ${gone}`} {...list} columns={columns} keyOf={({ id }) => id} />
      {leaving && (
        <DisconnectDialog
          client={client}
          socket={leaving}
          onClose={() => setLeaving(undefined)}
          onDone={() => setGone(gone + 1)}
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
  readonly socket: SocketRow;
  readonly onClose: () => void;
  readonly onDone: () => void;
}

/** Asks for confirmation, then disconnects a socket. */
function DisconnectDialog({ client, socket, onClose, onDone }: DisconnectDialogProps): ReactElement {
  const [error, setError] = useState<ErrorBody>();
  const disconnect = async (): Promise<void> => {
    const reply = await client.call('admin:disconnect', { socketId: socket.id });
    if (!reply.ok) return setError(reply.error);
    onClose();
    onDone();
  };
  return (
    <Dialog opened onClose={onClose} title={`${ADMIN.disconnectOne(nameOf(socket))}?`}>
      <div className={ui.form}>
        <p>{ADMIN.disconnectHelp}</p>
        {error && <FailureNote error={error} />}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onClose} data-autofocus>
            {ADMIN.keep}
          </Button>
          <Button className={styles.danger ?? ''} onClick={() => void disconnect()}>
            {ADMIN.disconnect}
          </Button>
        </Group>
      </div>
    </Dialog>
  );
}
