import { RefreshCw, Send, Users } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { DataTable } from '../../components/data-table.tsx';
import { IconButton } from '../../components/icon-button.tsx';
import ui from '../../components/ui.module.css';
import { ADMIN } from '../texts.ts';
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
    { header: ADMIN.room, cell: ({ name }: RoomRow) => name },
    { header: ADMIN.people, cell: ({ people }: RoomRow) => people, numeric: true },
    { header: ADMIN.sockets, cell: ({ sockets }: RoomRow) => sockets, numeric: true },
    {
      header: ADMIN.actions,
      cell: ({ name }: RoomRow) => (
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
    <>
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
          <h2 className={styles.heading}>{ADMIN.membersOf(room)}</h2>
          <SocketList
            {...props}
            label={ADMIN.membersOf(room)}
            ask={(query, signal) => client.call('admin:members', { room, ...query }, { signal })}
            empty={ADMIN.noMembers}
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
      header: ADMIN.name,
      cell: ({ user }: IdentityRow) => (
        <>
          {user.name}
          <code className={styles.second}>{user.id}</code>
        </>
      ),
    },
    {
      header: ADMIN.sockets,
      cell: ({ sockets }: IdentityRow) =>
        sockets > 0 ? sockets : <span className={ui.hint}>{ADMIN.away}</span>,
      numeric: true,
    },
    { header: ADMIN.rooms, cell: ({ rooms }: IdentityRow) => rooms.join(', ') || '–' },
    {
      header: ADMIN.actions,
      cell: ({ user }: IdentityRow) => (
        <IconButton
          label={ADMIN.emitToUser(user.name)}
          icon={Send}
          onClick={() => onEmit({ to: 'user', userId: user.id })}
        />
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

interface RateRow {
  readonly event: string;
  readonly perSecond: number;
  readonly total: number;
  readonly failed: number;
}

const RATE_COLUMNS = [
  { header: ADMIN.event, cell: ({ event }: RateRow) => <code>{event}</code> },
  { header: ADMIN.perSecond, cell: ({ perSecond }: RateRow) => perSecond.toFixed(1), numeric: true },
  { header: ADMIN.sinceStart, cell: ({ total }: RateRow) => total, numeric: true },
  { header: ADMIN.failed, cell: ({ failed }: RateRow) => failed, numeric: true },
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
    <section className={styles.list} aria-label={ADMIN.rates}>
      <div className={styles.bar}>
        <p className={styles.summary} role="status">
          {rates ? ADMIN.rate(total, rates.inFlight) : ADMIN.countingOne}
        </p>
        <IconButton label={ADMIN.refresh(ADMIN.rates)} icon={RefreshCw} onClick={refresh} />
      </div>
      {answer && !answer.ok && <FailureNote error={answer.error} />}
      <div className={styles.table} aria-busy={pending}>
        <DataTable
          caption={ADMIN.callsByEvent}
          columns={RATE_COLUMNS}
          rows={rates?.events ?? []}
          keyOf={({ event }) => event}
          empty={rates ? ADMIN.noCalls : ADMIN.counting}
        />
      </div>
    </section>
  );
}
