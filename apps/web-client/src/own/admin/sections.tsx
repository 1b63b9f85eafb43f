import { RefreshCw, Send, Users } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { type Column, DataTable } from '../../components/data-table.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import ui from '../../components/ui.module.css';
import { ADMIN } from '../texts.ts';
import styles from './admin.module.css';
import { FailureNote, PagedList, usePull } from './paged-list.tsx';
import { type SectionProps, SocketList } from './sockets.tsx';
import type { AdminData } from './use-admin-client.ts';

type RoomRow = AdminData<'admin:rooms'>['items'][number];

/** The rooms with members, and the sockets of the selected room. */
export function RoomsSection(props: SectionProps): ReactElement {
  const { client, auto, onEmit } = props;
  const [room, setRoom] = useState<string>();
  const columns: Column<RoomRow>[] = [
    { header: ADMIN.room, cell: ({ name }) => name },
    { header: ADMIN.people, cell: ({ people }) => people, numeric: true },
    { header: ADMIN.sockets, cell: ({ sockets }) => sockets, numeric: true },
    {
      header: ADMIN.actions,
      cell: ({ name }) => (
        <span className={styles.actions}>
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
        </span>
      ),
    },
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
            label={ADMIN.membersOf(room)}
            ask={(query, signal) => client.call('admin:members', { room, ...query }, { signal })}
            empty={ADMIN.noMembers}
          />
        </>
      )}
    </div>
  );
}

type IdentityRow = AdminData<'admin:identities'>['items'][number];

/** All users that are logged in, connected or not. */
export function IdentitiesSection({ client, auto, onEmit }: SectionProps): ReactElement {
  const columns: Column<IdentityRow>[] = [
    {
      header: ADMIN.name,
      cell: ({ user }) => (
        <>
          {user.name}
          <code className={styles.second}>{user.id}</code>
        </>
      ),
    },
    {
      header: ADMIN.sockets,
      cell: ({ sockets }) => (sockets > 0 ? sockets : <span className={ui.dim}>{ADMIN.away}</span>),
      numeric: true,
    },
    { header: ADMIN.rooms, cell: ({ rooms }) => rooms.join(', ') || '–' },
    {
      header: ADMIN.actions,
      cell: ({ user }) => (
        <span className={styles.actions}>
          <IconButton
            label={ADMIN.emitToUser(user.name)}
            icon={Send}
            onClick={() => onEmit({ to: 'user', userId: user.id })}
          />
        </span>
      ),
    },
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

type RateRow = AdminData<'admin:rates'>['events'][number];

const RATE_COLUMNS: Column<RateRow>[] = [
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
