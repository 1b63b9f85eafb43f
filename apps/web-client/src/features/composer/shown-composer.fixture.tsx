import { MantineProvider } from '@mantine/core';
import type { EventSpec, Schema } from '@switchboard/contract';
import { type ReactElement, useMemo, useState } from 'react';
import { type NamedClient, NO_PROGRESS } from '../../clients/named-client.ts';
import { Notices } from '../../components/notices.tsx';
import { RAW } from '../../contract/contracts.ts';
import { DEFAULT_SETTINGS } from '../../links/connection-settings.ts';
import { openLink } from '../../links/open-link.ts';
import { Composer, type EditorTab } from './composer.tsx';
import { CustomComposer, type CustomComposerProps } from './custom-composer.tsx';

/** A client that is closed: each call settles at once as DISCONNECTED, and nothing leaves the page. */
function closedClient(name: string, contract = ''): NamedClient {
  const settings = { ...DEFAULT_SETTINGS, contract };
  const link = openLink(settings, location.origin);
  return {
    id: `client of ${name}`,
    name,
    hue: 0,
    settings,
    link,
    state: link.tools.state,
    progress: NO_PROGRESS,
    faults: { isOffline: false, isWebsocketBlocked: false },
    history: [],
  };
}

/** The composer of a client without a contract. */
export function ShownRawComposer(props: Pick<CustomComposerProps, 'event' | 'nameRef'>): ReactElement {
  const entry = useMemo(() => closedClient('Alice', RAW.id), []);
  return (
    <MantineProvider deduplicateCssVariables={false}>
      <Notices />
      <div style={{ height: 680, maxHeight: '100dvh' }}>
        <CustomComposer entry={entry} {...props} onPaste={() => undefined} />
      </div>
    </MantineProvider>
  );
}

/** The composer of an event that need not be in the contract. */
export function ShownComposer({
  event,
  spec,
  first = 'form',
  client = 'Alice',
}: {
  event: string;
  spec: EventSpec;
  first?: EditorTab;
  client?: string;
}): ReactElement {
  const entry = useMemo(() => closedClient(client), [client]);
  const [tab, setTab] = useState<EditorTab>(first);
  return (
    <MantineProvider deduplicateCssVariables={false}>
      <Notices />
      <div style={{ height: 680, maxHeight: '100dvh' }}>
        <Composer
          key={event}
          entry={entry}
          event={event}
          spec={spec}
          tab={tab}
          onTab={setTab}
          onPaste={() => undefined}
          actions={<button type="button">An action from outside</button>}
        />
      </div>
    </MantineProvider>
  );
}

/** The composer of an event that the contract does not have. */
export function ShownCustomComposer(): ReactElement {
  const entry = useMemo(() => closedClient('Alice'), []);
  return (
    <MantineProvider deduplicateCssVariables={false}>
      <CustomComposer entry={entry} onPaste={() => undefined} />
    </MantineProvider>
  );
}

/** A spec that is nothing but its payload. */
export function withPayload(payload: Schema, more: Partial<EventSpec> = {}): EventSpec {
  return { summary: 'x', payload, ...more };
}

let number = 0;

/** A name that no test used before: drafts live as long as the page. */
export function freshEvent(): string {
  number += 1;
  return `test:event-${number}`;
}
