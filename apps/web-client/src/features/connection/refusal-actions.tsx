import { Button } from '@mantine/core';
import type { ReactElement } from 'react';
import { useSession } from '../../lib/console-session.ts';
import type { NamedClient } from '../../lib/named-clients.ts';

/** What can be done where the server speaks another version of the contract than this page; nothing for other refusals. */
export function RefusalActions({ entry }: { entry: NamedClient }): ReactElement | null {
  const { clients } = useSession();
  const { id, state, settings } = entry;
  const { speaks } = ('problem' in state && state.problem) || {};
  if (!speaks) return null;
  const { name, version } = speaks;
  const connectAnyway = (): void =>
    clients.apply(id, { ...settings, auth: { ...settings.auth, contract: { name, version } } });
  return (
    <>
      <Button
        variant="default"
        title="Loads the console again, with the contract of the server that serves it now."
        onClick={() => location.reload()}
      >
        Reload the page
      </Button>
      <Button
        variant="default"
        title="Connects as a client of the server's contract. Messages are still checked against the contract of this page."
        onClick={connectAnyway}
      >
        Connect anyway, as {name} {version}
      </Button>
    </>
  );
}
