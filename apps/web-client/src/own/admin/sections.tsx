import { RefreshCw, Send, Users } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import ui from '../../components/ui.module.css';
import styles from './admin.module.css';
import { FailureNote, PagedList, usePull } from './paged-list.tsx';
import { type SectionProps, SocketList } from './sockets.tsx';

interface RoomRow {
  readonly name: string;
  readonly people: number;
  readonly sockets: number;
}

/** The rooms with members, and the sockets of the selected room. */
export function RoomsSection(props: SectionProps): ReactElement {
  const { client, auto, onEmit } = props;
  const [room, setRoom] = useState<string>();
  const columns = [
    { header: 'Room', cell: ({ name }: RoomRow) => name },
    { header: 'People', cell: ({ people }: RoomRow) => people, numeric: true },
    { header: 'Sockets', cell: ({ sockets }: RoomRow) => sockets, numeric: true },
    {
      header: 'Actions',
      cell: ({ name }: RoomRow) => (
        <span className={styles.actions}>
          <IconButton
            label={`Members of ${name}`}
            icon={Users}
            pressed={name === room}
            onClick={() => setRoom(name === room ? undefined : name)}
          />
          <IconButton
            label={`Emit to the room ${name}`}
            icon={Send}
            onClick={() => onEmit({ to: 'room', room: name })}
          />
        </span>
      ),
    },
  ];
  return (
    <>
      <PagedList
        label="Rooms"
        ask={(query, signal) => client.call('admin:rooms', query, { signal })}
        columns={columns}
        keyOf={({ name }) => name}
        empty="There are no rooms."
        auto={auto}
      />
      {room !== undefined && (
        <>
          <h2 className={styles.heading}>Members of {room}</h2>
          <SocketList
            {...props}
            label={`Members of ${room}`}
            ask={(query, signal) => client.call('admin:members', { room, ...query }, { signal })}
            empty="The room is empty."
          />
        </>
      )}
    </>
  );
}

interface IdentityRow {
  readonly user: { readonly id: string; readonly name: string };
  readonly sockets: number;
  readonly rooms: readonly string[];
}

/** All users that are logged in, connected or not. */
export function IdentitiesSection({ client, auto, onEmit }: SectionProps): ReactElement {
  const columns = [
    {
      header: 'Name',
      cell: ({ user }: IdentityRow) => (
        <>
          {user.name}
          <code className={styles.second}>{user.id}</code>
        </>
      ),
    },
    {
      header: 'Sockets',
      cell: ({ sockets }: IdentityRow) => (sockets > 0 ? sockets : <span className={ui.hint}>away</span>),
      numeric: true,
    },
    { header: 'Rooms', cell: ({ rooms }: IdentityRow) => rooms.join(', ') || '–' },
    {
      header: 'Actions',
      cell: ({ user }: IdentityRow) => (
        <IconButton
          label={`Emit to ${user.name}`}
          icon={Send}
          onClick={() => onEmit({ to: 'user', userId: user.id })}
        />
      ),
    },
  ];
  return (
    <PagedList
      label="Identities"
      ask={(query, signal) => client.call('admin:identities', query, { signal })}
      columns={columns}
      keyOf={({ user }) => user.id}
      empty="No user is logged in."
      auto={auto}
    />
  );
}

interface RateRow {
  readonly event: string;
  readonly perSecond: number;
  readonly total: number;
  readonly failed: number;
}

const RATE_COLUMNS = [
  { header: 'Event', cell: ({ event }: RateRow) => <code>{event}</code> },
  { header: 'Per second', cell: ({ perSecond }: RateRow) => perSecond.toFixed(1), numeric: true },
  { header: 'Since start', cell: ({ total }: RateRow) => total, numeric: true },
  { header: 'Failed', cell: ({ failed }: RateRow) => failed, numeric: true },
];

/** How often each event is called, by all clients of the server together. */
export function RatesSection({ client, auto }: SectionProps): ReactElement {
  const { answer, pending, refresh } = usePull(
    (signal) => client.call('admin:rates', { window: 1_000 }, { signal }),
    { key: 'rates', auto },
  );
  const rates = answer?.ok ? answer.data : undefined;
  const total = rates?.events.reduce((sum, { perSecond }) => sum + perSecond, 0) ?? 0;
  return (
    <section className={styles.list} aria-label="Rates">
      <div className={styles.bar}>
        <p className={styles.summary} role="status">
          {rates
            ? `${total.toFixed(1)} calls per second, ${rates.inFlight} in flight`
            : 'Counting for one second…'}
        </p>
        <IconButton label="Refresh Rates" icon={RefreshCw} onClick={refresh} />
      </div>
      {answer && !answer.ok && <FailureNote error={answer.error} />}
      <div className={styles.table} aria-busy={pending}>
        <DataTable
          caption="Calls by event"
          columns={RATE_COLUMNS}
          rows={rates?.events ?? []}
          keyOf={({ event }) => event}
          empty={rates ? 'There were no calls yet.' : 'Counting…'}
        />
      </div>
    </section>
  );
}
