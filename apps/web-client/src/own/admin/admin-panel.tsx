import { Button, Loader, Tabs } from '@mantine/core';
import { Timer } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import type { NamedClient } from '../../lib/named-clients.ts';
import styles from './admin.module.css';
import { AdminAbsent } from './admin-absent.tsx';
import { EmitSection } from './emit-section.tsx';
import { IdentitiesSection } from './identities-section.tsx';
import { RatesSection } from './rates-section.tsx';
import { RoomsSection } from './rooms-section.tsx';
import { SocketsSection } from './sockets-section.tsx';
import { useAdminClient } from './use-admin-client.ts';

const SECTIONS = ['Sockets', 'Identities', 'Rooms', 'Rates', 'Emit'] as const;
type Section = (typeof SECTIONS)[number];

/** The administration of the server that the client uses. It is connected while it is rendered. */
export function AdminPanel({ entry }: { entry: NamedClient }): ReactElement {
  const connection = useAdminClient(entry);
  const [section, setSection] = useState<Section>('Sockets');
  const [auto, setAuto] = useState(false);
  if (!connection) return <Waiting text="Connecting" />;
  const { client, state } = connection;
  if (state.status === 'refused')
    return <AdminAbsent problem={state.problem} onRetry={() => client.connect()} />;
  const problem = 'problem' in state ? state.problem : undefined;
  if (state.status === 'connecting')
    return <Waiting text={problem?.explanation ?? 'Connecting to the admin'} />;
  const props = { client, auto, onEmit: () => setSection('Emit') };
  return (
    <Tabs
      value={section}
      onChange={(value) => value && setSection(value as Section)}
      keepMounted={false}
      variant="pills"
      classNames={{ root: styles.admin ?? '', list: styles.tabs ?? '', panel: styles.panel ?? '' }}
    >
      <div className={styles.head}>
        <Tabs.List aria-label="Parts of the admin">
          {SECTIONS.map((name) => (
            <Tabs.Tab key={name} value={name}>
              {name}
            </Tabs.Tab>
          ))}
        </Tabs.List>
        <Button
          size="compact-xs"
          variant={auto ? 'light' : 'default'}
          leftSection={<Timer size={12} aria-hidden />}
          aria-pressed={auto}
          onClick={() => setAuto(!auto)}
        >
          Every 2 s
        </Button>
      </div>
      {problem && (
        <p className={styles.lost} role="status">
          {problem.explanation}
        </p>
      )}
      <Tabs.Panel value="Sockets">
        <SocketsSection {...props} />
      </Tabs.Panel>
      <Tabs.Panel value="Identities">
        <IdentitiesSection {...props} />
      </Tabs.Panel>
      <Tabs.Panel value="Rooms">
        <RoomsSection {...props} />
      </Tabs.Panel>
      <Tabs.Panel value="Rates">
        <RatesSection {...props} />
      </Tabs.Panel>
      <Tabs.Panel value="Emit">
        <EmitSection client={client} />
      </Tabs.Panel>
    </Tabs>
  );
}

function Waiting({ text }: { text: string }): ReactElement {
  return (
    <p className={styles.waiting} role="status">
      <Loader size="xs" aria-hidden /> {text}
    </p>
  );
}
