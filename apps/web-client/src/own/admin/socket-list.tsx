import { Send, Unplug } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { formatTime } from '../../components/format-time.ts';
import { IconButton } from '../../components/icon-button.tsx';
import styles from './admin.module.css';
import { DisconnectDialog } from './disconnect-dialog.tsx';
import { useEmitForm } from './emit-form-store.ts';
import { PagedList, type PagedListProps } from './paged-list.tsx';
import type { SectionProps } from './section-props.ts';

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
  const changeEmit = useEmitForm((form) => form.change);
  const columns = [
    {
      header: 'User',
      cell: ({ id, user }: SocketRow) => (
        <>
          {user?.name ?? <span className={styles.dim}>not logged in</span>}
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
            onClick={() => {
              changeEmit({ to: 'socket', name: row.id });
              onEmit();
            }}
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
