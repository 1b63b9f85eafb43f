import { MantineProvider } from '@mantine/core';
import { expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import type { NamedClient } from '../../clients/named-client.ts';
import { RAW } from '../../contract/contracts.ts';
import { type ConsoleSession, SessionContext } from '../../session/console-session.ts';
import type { Place } from '../../traffic/entry.ts';
import { TrafficLog } from '../../traffic/traffic-log.ts';
import { Catalog } from './catalog.tsx';

const HERE: Place = { contract: RAW.id, url: 'http://here', path: '/socket.io/' };

it('counts what went to and came from the server of the client alone, and keeps the names when the log is cleared', async () => {
  const log = new TrafficLog();
  const event = { kind: 'event', at: 0, args: [], issues: [] } as const;
  log.add('a', { kind: 'send', at: 0, event: 'sum', args: [] }, HERE);
  log.add('a', { ...event, event: 'welcome' }, HERE);
  for (const place of [
    { ...HERE, url: 'http://there' },
    { ...HERE, path: '/other/' },
  ]) {
    log.add('b', { ...event, event: 'welcome' }, place);
    log.add('b', { ...event, event: 'foreign' }, place);
  }
  const entry = { link: { contract: RAW, url: HERE.url }, settings: { path: HERE.path } } as NamedClient;
  const screen = await render(
    <MantineProvider deduplicateCssVariables={false}>
      <SessionContext value={{ log } as ConsoleSession}>
        <Catalog
          entry={entry}
          selection={{ kind: 'custom' }}
          onSelect={() => undefined}
          onCustom={() => undefined}
          withQuickStart={false}
          searchRef={{ current: null }}
        />
      </SessionContext>
    </MantineProvider>,
  );
  const welcome = screen.getByRole('button', { name: 'welcome' });
  await expect.element(welcome).toHaveAccessibleDescription('seen once');
  await expect.element(screen.getByRole('button', { name: 'sum' })).toHaveAccessibleDescription('seen once');
  await expect.element(screen.getByRole('button', { name: 'foreign' })).not.toBeInTheDocument();
  log.clear();
  await expect.element(welcome).toHaveAccessibleDescription('');
});
