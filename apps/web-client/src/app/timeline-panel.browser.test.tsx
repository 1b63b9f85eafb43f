import './mantine-styles.ts';
import './tokens.css';
import { MantineProvider } from '@mantine/core';
import { createRef } from 'react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { DEFAULT_SETTINGS } from '../clients/connection-settings.ts';
import { Notices } from '../components/notices.tsx';
import { SessionContext, startSession, useClients } from '../lib/console-session.ts';
import { TimelinePanel } from './timeline-panel.tsx';

function FirstTimeline() {
  const [entry] = useClients();
  const filterRef = createRef<HTMLInputElement>();
  return (
    entry && <TimelinePanel entry={entry} timelineRef={createRef()} filterRef={filterRef} narrow={false} />
  );
}

it('says why something could not be sent again', async () => {
  const settings = { ...DEFAULT_SETTINGS, contract: 'raw' };
  const session = startSession('http://localhost:9', [{ name: 'Alice', hue: 0, settings }]);
  const screen = await render(
    <MantineProvider deduplicateCssVariables={false} env="test">
      <SessionContext value={session}>
        <div style={{ display: 'flex', width: 900, height: 600 }}>
          <FirstTimeline />
        </div>
        <Notices />
      </SessionContext>
    </MantineProvider>,
  );
  session.log.add('client-0', { kind: 'send', at: Date.now(), event: 'disconnecting', args: [] });
  await screen.getByRole('button', { name: /disconnecting/ }).click();
  await userEvent.keyboard('r');
  await expect.element(screen.getByRole('alert')).toHaveTextContent(/^disconnecting was not sent: \S/);
});
