import { Send, Users } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import styles from './admin.module.css';
import { useEmitForm } from './emit-form-store.ts';
import { PagedList } from './paged-list.tsx';
import type { SectionProps } from './section-props.ts';
import { SocketList } from './socket-list.tsx';

interface RoomRow {
  readonly name: string;
  readonly people: number;
  readonly sockets: number;
}

/** The rooms with members, and the sockets of the selected room. */
export function RoomsSection(props: SectionProps): ReactElement {
  const { client, auto, onEmit } = props;
  const [room, setRoom] = useState<string>();
  const changeEmit = useEmitForm((form) => form.change);
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
            onClick={() => {
              changeEmit({ to: 'room', name });
              onEmit();
            }}
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
