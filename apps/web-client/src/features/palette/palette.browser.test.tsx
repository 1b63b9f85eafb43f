import { MantineProvider } from '@mantine/core';
import { useState } from 'react';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Palette } from './palette.tsx';

async function openPalette() {
  const runs = vi.fn<(label: string) => void>();
  const groups = [
    {
      name: 'Send',
      commands: ['room:join', 'room:leave'].map((label) => ({ id: label, label, run: () => runs(label) })),
    },
    { name: 'Theme', commands: [{ id: 'dark', label: 'Theme: Dark', keys: 't', run: () => runs('dark') }] },
  ];
  function Host() {
    const [opened, setOpened] = useState(true);
    return (
      <MantineProvider deduplicateCssVariables={false}>
        {!opened && <p>closed</p>}
        <Palette opened={opened} onClose={() => setOpened(false)} groups={groups} />
      </MantineProvider>
    );
  }
  return { runs, screen: await render(<Host />) };
}

it('finds a command by its words, says which is picked, runs it by Enter and closes', async () => {
  const { runs, screen } = await openPalette();
  await screen.getByRole('textbox', { name: 'Find a command' }).fill('leave');
  await expect.element(screen.getByRole('status')).toHaveTextContent('room:leave, 1 of 1');
  await userEvent.keyboard('{Enter}');
  expect(runs.mock.calls).toEqual([['room:leave']]);
  await expect.element(screen.getByText('closed')).toBeVisible();
});

it('goes through the commands by the arrow keys', async () => {
  const { runs, screen } = await openPalette();
  await screen.getByRole('textbox', { name: 'Find a command' }).click();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.element(screen.getByRole('status')).toHaveTextContent('room:leave, 2 of 3');
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(runs.mock.calls).toEqual([['dark']]);
});

it('says when nothing fits', async () => {
  const { screen } = await openPalette();
  await screen.getByRole('textbox', { name: 'Find a command' }).fill('no such thing');
  await expect.element(screen.getByText('Nothing matches “no such thing”.')).toBeVisible();
});

it('closes by Escape', async () => {
  const { runs, screen } = await openPalette();
  await screen.getByRole('textbox', { name: 'Find a command' }).click();
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByText('closed')).toBeVisible();
  expect(runs).not.toHaveBeenCalled();
});
