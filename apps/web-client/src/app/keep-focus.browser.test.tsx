import { MantineProvider, Menu, Modal } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { keepFocus } from './keep-focus.ts';

keepFocus();

const focused = (): string => (document.activeElement as HTMLElement).textContent;

/** Rows with a button that removes them, behind a dialog that asks first. */
function Rows({ ask = false }: { ask?: boolean }): ReactElement {
  const [rows, setRows] = useState(['one', 'two', 'three']);
  const [asked, setAsked] = useState<string>();
  const remove = (row: string | undefined): void => {
    setRows(rows.filter((one) => one !== row));
    setAsked(undefined);
  };
  return (
    <MantineProvider deduplicateCssVariables={false}>
      <button type="button">before</button>
      <ul>
        {rows.map((row) => (
          <li key={row}>
            <button type="button" onClick={() => (ask ? setAsked(row) : remove(row))}>
              {row}
            </button>
          </li>
        ))}
      </ul>
      <button type="button">after</button>
      <Modal opened={asked !== undefined} onClose={() => setAsked(undefined)} title="Remove it?">
        <button type="button" onClick={() => remove(asked)}>
          yes
        </button>
      </Modal>
    </MantineProvider>
  );
}

it('gives the focus of a removed row to the next one, then to the one before, then to what is near', async () => {
  const screen = await render(<Rows />);
  screen.getByRole('button', { name: 'two' }).element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(focused).toBe('three');
  await userEvent.keyboard('{Enter}');
  await expect.poll(focused).toBe('one');
  await userEvent.keyboard('{Enter}');
  await expect.poll(focused).toBe('after');
});

it('comes back from a dialog to the place of what opened it, when that is gone', async () => {
  const screen = await render(<Rows ask />);
  screen.getByRole('button', { name: 'two' }).element().focus();
  await userEvent.keyboard('{Enter}');
  await screen.getByRole('button', { name: 'yes' }).click();
  await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
  await expect.poll(focused).toBe('three');
});

it('finds the nearest place when what has the focus is hidden', async () => {
  function Panels(): ReactElement {
    const [shown, setShown] = useState(true);
    return (
      <div>
        <div style={{ display: shown ? 'block' : 'none' }}>
          <button type="button" onClick={() => setShown(false)}>
            leave
          </button>
        </div>
        <button type="button">other panel</button>
      </div>
    );
  }
  const screen = await render(<Panels />);
  screen.getByRole('button', { name: 'leave' }).element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.poll(focused).toBe('other panel');
});

it('gives the focus back to a button that was disabled meanwhile', async () => {
  let finish = (): void => undefined;
  const done = new Promise<void>((resolve) => {
    finish = resolve;
  });
  function Slow(): ReactElement {
    const [busy, setBusy] = useState(false);
    const run = async (): Promise<void> => {
      setBusy(true);
      await done;
      setBusy(false);
    };
    return (
      <button type="button" disabled={busy} onClick={() => void run()}>
        {busy ? 'working' : 'run'}
      </button>
    );
  }
  const screen = await render(<Slow />);
  screen.getByRole('button').element().focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('button', { name: 'working' })).toBeDisabled();
  finish();
  await expect.poll(focused).toBe('run');
});

it('leaves a menu to the button that opened it, and a click beside everything alone', async () => {
  const screen = await render(
    <MantineProvider deduplicateCssVariables={false}>
      <Menu transitionProps={{ duration: 0 }}>
        <Menu.Target>
          <button type="button">open</button>
        </Menu.Target>
        <Menu.Dropdown>
          <Menu.Item>item</Menu.Item>
        </Menu.Dropdown>
      </Menu>
      <p>beside</p>
    </MantineProvider>,
  );
  screen.getByRole('button', { name: 'open' }).element().focus();
  await userEvent.keyboard('{Enter}');
  await screen.getByRole('menuitem').click();
  await expect.poll(focused).toBe('open');
  await screen.getByText('beside').click();
  document.body.append(document.createElement('i'));
  await new Promise(requestAnimationFrame);
  expect(document.activeElement).toBe(document.body);
});
