import { MantineProvider } from '@mantine/core';
import { expect, it, vi } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { Palette, palette } from './palette.tsx';

async function openPalette() {
  const runs = vi.fn<(label: string) => void>();
  const groups = [
    {
      name: 'Send',
      commands: ['room:join', 'room:leave'].map((label) => ({ id: label, label, run: () => runs(label) })),
    },
    { name: 'Theme', commands: [{ id: 'dark', label: 'Theme: Dark', keys: 't', run: () => runs('dark') }] },
  ];
  const screen = await render(
    <MantineProvider deduplicateCssVariables={false}>
      <Palette groups={groups} />
    </MantineProvider>,
  );
  palette.open();
  return { runs, screen, search: screen.getByRole('textbox', { name: 'Find a command' }) };
}

it('finds a command by its words, says which is picked, runs it by Enter and closes', async () => {
  const { runs, screen, search } = await openPalette();
  await search.fill('leave');
  await expect.element(screen.getByRole('status')).toHaveTextContent('room:leave, 1 of 1');
  await userEvent.keyboard('{Enter}');
  expect(runs.mock.calls).toEqual([['room:leave']]);
  await expect.element(search).not.toBeInTheDocument();
});

it('goes through the commands by the arrow keys', async () => {
  const { runs, screen, search } = await openPalette();
  await search.click();
  await userEvent.keyboard('{ArrowDown}{ArrowDown}');
  await expect.element(screen.getByRole('status')).toHaveTextContent('room:leave, 2 of 3');
  await userEvent.keyboard('{ArrowDown}{Enter}');
  expect(runs.mock.calls).toEqual([['dark']]);
});

it('says when nothing fits', async () => {
  const { screen, search } = await openPalette();
  await search.fill('no such thing');
  await expect.element(screen.getByText('Nothing matches “no such thing”.')).toBeVisible();
});

it('closes by Escape', async () => {
  const { runs, search } = await openPalette();
  await search.click();
  await userEvent.keyboard('{Escape}');
  await expect.element(search).not.toBeInTheDocument();
  expect(runs).not.toHaveBeenCalled();
});
