import type { EmitTarget } from '@switchboard/events';
import { RefreshCw, Send, Unplug, Users } from 'lucide-react';
import { type ReactElement, type ReactNode, useState } from 'react';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import ui from '../../components/ui.module.css';
import { formatTime } from '../../lib/format-time.ts';
import { ADMIN } from '../texts.ts';
import styles from './admin.module.css';
import { FailureNote, PagedList, type PagedListProps, usePull } from './paged-list.tsx';
import type { AdminClient, AdminData } from './use-admin-client.ts';

export interface SectionProps {
  readonly client: AdminClient;
  readonly auto: boolean;
  readonly onEmit: (target: EmitTarget) => void;
  readonly onDisconnect: (socketId: string) => void;
}

function Lines({ below, children }: { below: string; children: ReactNode }): ReactElement {
  return (
    <>
      {children}
      <code className={styles.second}>{below}</code>
    </>
  );
}

function actionsColumn<Row>(buttons: (row: Row) => ReactNode): Column<Row> {
  return { header: ADMIN.actions, cell: (row) => <span className={styles.actions}>{buttons(row)}</span> };
}

const roomsColumn = {
  header: ADMIN.rooms,
  cell: ({ rooms }: { readonly rooms: readonly string[] }) => rooms.join(', ') || '–',
};

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

type SocketListProps = Omit<SectionProps, 'client'> &
  Pick<PagedListProps<SocketRow>, 'label' | 'ask' | 'empty'>;

function SocketList({ onEmit, onDisconnect, ...list }: SocketListProps): ReactElement {
  const nameOf = ({ id, user }: SocketRow): string => (user ? `${user.name} (${id})` : id);
  const columns: Column<SocketRow>[] = [
    {
      header: ADMIN.user,
      cell: ({ id, user }) => (
        <Lines below={id}>{user?.name ?? <span className={ui.dim}>{ADMIN.notLoggedIn}</span>}</Lines>
      ),
    },
    actionsColumn((row) => (
      <>
        <IconButton
          label={ADMIN.emitToSocket(nameOf(row))}
          icon={Send}
          onClick={() => onEmit({ to: 'socket', socketId: row.id })}
        />
        <IconButton
          label={ADMIN.disconnectOne(nameOf(row))}
          icon={Unplug}
          onClick={() => onDisconnect(row.id)}
        />
      </>
    )),
    roomsColumn,
    {
      header: ADMIN.connection,
      cell: ({ transport, address }) => <Lines below={address}>{transport}</Lines>,
    },
    { header: ADMIN.since, cell: ({ connectedAt }) => formatTime(Date.parse(connectedAt)).slice(0, 8) },
  ];
  return <PagedList {...list} columns={columns} keyOf={({ id }) => id} />;
}

/** The rooms with members, and the sockets of the selected room. */
export function RoomsSection(props: SectionProps): ReactElement {
  const { client, auto, onEmit } = props;
  const [room, setRoom] = useState<string>();
  const columns: Column<AdminData<'admin:rooms'>['items'][number]>[] = [
    { header: ADMIN.room, cell: ({ name }) => name },
    { header: ADMIN.people, cell: ({ people }) => people, numeric: true },
    { header: ADMIN.sockets, cell: ({ sockets }) => sockets, numeric: true },
    actionsColumn(({ name }) => (
      <>
        <IconButton
          label={ADMIN.membersOf(name)}
          icon={Users}
          pressed={name === room}
          onClick={() => setRoom(name === room ? undefined : name)}
        />
        <IconButton
          label={ADMIN.emitToRoom(name)}
          icon={Send}
          onClick={() => onEmit({ to: 'room', room: name })}
        />
      </>
    )),
  ];
  return (
    <div className={ui.form}>
      <PagedList
        label={ADMIN.rooms}
        ask={(query, signal) => client.call('admin:rooms', query, { signal })}
        columns={columns}
        keyOf={({ name }) => name}
        empty={ADMIN.noRooms}
        auto={auto}
      />
      {room !== undefined && (
        <>
          <h2 className={ui.title}>{ADMIN.membersOf(room)}</h2>
          <SocketList
            {...props}
            key={room}
            label={ADMIN.membersOf(room)}
            ask={(query, signal) => client.call('admin:members', { room, ...query }, { signal })}
            empty={ADMIN.noMembers}
          />
        </>
      )}
    </div>
  );
}

/** All users that are logged in, connected or not. */
export function IdentitiesSection({ client, auto, onEmit }: SectionProps): ReactElement {
  const columns: Column<AdminData<'admin:identities'>['items'][number]>[] = [
    { header: ADMIN.name, cell: ({ user }) => <Lines below={user.id}>{user.name}</Lines> },
    {
      header: ADMIN.sockets,
      cell: ({ sockets }) => (sockets > 0 ? sockets : <span className={ui.dim}>{ADMIN.away}</span>),
      numeric: true,
    },
    roomsColumn,
    actionsColumn(({ user }) => (
      <IconButton
        label={ADMIN.emitToUser(user.name)}
        icon={Send}
        onClick={() => onEmit({ to: 'user', userId: user.id })}
      />
    )),
  ];
  return (
    <PagedList
      label={ADMIN.identities}
      ask={(query, signal) => client.call('admin:identities', query, { signal })}
      columns={columns}
      keyOf={({ user }) => user.id}
      empty={ADMIN.noIdentities}
      auto={auto}
    />
  );
}

const RATE_COLUMNS: Column<AdminData<'admin:rates'>['events'][number]>[] = [
  { header: ADMIN.event, cell: ({ event }) => <code>{event}</code> },
  { header: ADMIN.perSecond, cell: ({ perSecond }) => perSecond.toFixed(1), numeric: true },
  { header: ADMIN.sinceStart, cell: ({ total }) => total, numeric: true },
  { header: ADMIN.failed, cell: ({ failed }) => failed, numeric: true },
];

/** How often each event is called, by all clients of the server together. */
export function RatesSection({ client, auto }: SectionProps): ReactElement {
  const { data, error, pending, refresh } = usePull(
    (signal) => client.call('admin:rates', { window: 1_000 }, { signal }),
    'rates',
    auto,
  );
  const total = data?.events.reduce((sum, { perSecond }) => sum + perSecond, 0) ?? 0;
  return (
    <section className={ui.stack} aria-label={ADMIN.rates}>
      <div className={ui.bar}>
        <p className={`${ui.grow} ${ui.small}`} role="status">
          {data ? ADMIN.rate(total, data.inFlight) : ADMIN.countingOne}
        </p>
        <IconButton label={ADMIN.refresh(ADMIN.rates)} icon={RefreshCw} onClick={refresh} />
      </div>
      {error && <FailureNote error={error} />}
      <div aria-busy={pending}>
        <DataTable
          caption={ADMIN.callsByEvent}
          columns={RATE_COLUMNS}
          rows={data?.events ?? []}
          keyOf={({ event }) => event}
          empty={data ? ADMIN.noCalls : ADMIN.countingOne}
        />
      </div>
    </section>
  );
}
