import '../../app/mantine-styles.ts';
import '../../app/tokens.css';
import { MantineProvider } from '@mantine/core';
import { beforeEach, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { useTargets } from '../../clients/target.ts';
import { OWN_CLIENTS } from '../../own/contracts.ts';
import { SessionContext, startSession, useClients } from '../../session/console-session.ts';
import { TargetDialog } from './target-dialog.tsx';

beforeEach(() => {
  sessionStorage.clear();
  useTargets.setState({ targets: [] });
});

function FirstDialog({ onClose }: { onClose: () => void }) {
  const [entry] = useClients();
  return entry && <TargetDialog entry={entry} onClose={onClose} />;
}

/** The dialog of Alice, over clients that reach no server: nothing listens at port 9. */
async function open() {
  const session = startSession('http://localhost:9', OWN_CLIENTS);
  const onClose = vi.fn();
  const screen = await render(
    <MantineProvider deduplicateCssVariables={false} env="test">
      <SessionContext value={session}>
        <FirstDialog onClose={onClose} />
      </SessionContext>
    </MantineProvider>,
  );
  const alice = () => session.clients.getSnapshot()[0];
  const address = screen.getByRole('textbox', { name: 'Server URL' });
  const path = screen.getByRole('textbox', { name: 'Path' });
  const connect = screen.getByRole('button', { name: 'Connect to this URL' });
  return { alice, address, path, connect, onClose };
}

it('connects to what was typed', async () => {
  const { alice, address, path, connect, onClose } = await open();
  await address.fill('http://localhost:9/room-7/');
  await path.fill(' /ws ');
  await connect.click();
  expect(alice()?.settings).toMatchObject({
    url: 'http://localhost:9',
    namespace: '/room-7',
    path: '/ws',
    contract: 'raw',
  });
  expect(onClose).toHaveBeenCalledOnce();
});

it.each(['ws', '', '/a b'])('does not replace the path %j, but says what to do about it', async (typed) => {
  const { alice, address, path, connect, onClose } = await open();
  const before = alice()?.link;
  await address.fill('http://localhost:9');
  await path.fill(typed);
  await connect.click();
  await expect.element(path).toHaveAccessibleDescription(/Start it with a slash, as in \/socket\.io\//);
  await expect.element(path).toHaveFocus();
  expect(alice()?.link).toBe(before);
  expect(onClose).not.toHaveBeenCalled();
});

it('says what to do about an address, and leads to it', async () => {
  const { address, path, connect, onClose } = await open();
  await address.fill('http://user:pw@localhost:9');
  await path.fill('ws');
  await connect.click();
  await expect.element(address).toHaveAccessibleDescription(/Put it under Auth/);
  await expect.element(address).toHaveFocus();
  await address.fill('http://exa mple');
  await expect.element(address).toHaveAccessibleDescription(/has no spaces/);
  expect(onClose).not.toHaveBeenCalled();
});
