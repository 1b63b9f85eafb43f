import { Send } from 'lucide-react';
import type { ReactElement } from 'react';
import { IconButton } from '../../components/icon-button.tsx';
import styles from './admin.module.css';
import { useEmitForm } from './emit-form-store.ts';
import { PagedList } from './paged-list.tsx';
import type { SectionProps } from './section-props.ts';

interface IdentityRow {
  readonly user: { readonly id: string; readonly name: string };
  readonly sockets: number;
  readonly rooms: readonly string[];
}

/** All users that are logged in, connected or not. */
export function IdentitiesSection({ client, auto, onEmit }: SectionProps): ReactElement {
  const changeEmit = useEmitForm((form) => form.change);
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
      cell: ({ sockets }: IdentityRow) => (sockets > 0 ? sockets : <span className={styles.dim}>away</span>),
      numeric: true,
    },
    { header: 'Rooms', cell: ({ rooms }: IdentityRow) => rooms.join(', ') || '–' },
    {
      header: 'Actions',
      cell: ({ user }: IdentityRow) => (
        <IconButton
          label={`Emit to ${user.name}`}
          icon={Send}
          onClick={() => {
            changeEmit({ to: 'user', name: user.id });
            onEmit();
          }}
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
