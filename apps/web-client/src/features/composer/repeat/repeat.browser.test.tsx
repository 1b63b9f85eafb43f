import { MantineProvider } from '@mantine/core';
import { expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { z } from 'zod';
import { freshEvent, ShownComposer, withPayload } from '../shown-composer.fixture.tsx';
import { RepeatChips } from './repeat-chips.tsx';

it('repeats in the background, counts what went wrong, and stops on request', async () => {
  const event = freshEvent();
  const screen = await render(
    <>
      <MantineProvider deduplicateCssVariables={false}>
        <RepeatChips />
      </MantineProvider>
      <ShownComposer event={event} spec={withPayload(z.unknown())} />
    </>,
  );
  await screen.getByRole('button', { name: 'Repeat' }).click();
  await screen.getByRole('textbox', { name: 'Every' }).fill('5');
  await expect.element(screen.getByRole('alert')).toHaveTextContent('from 10 ms');
  await expect.element(screen.getByRole('button', { name: 'Start as Alice' })).toBeDisabled();
  await screen.getByRole('textbox', { name: 'Every' }).fill('20');
  await screen.getByRole('textbox', { name: 'Times' }).fill('10000');
  await screen.getByRole('button', { name: 'Start as Alice' }).click();
  const chip = screen.getByRole('button', { name: `Stop repeating ${event} as Alice at http` });
  await expect.element(chip).toHaveAttribute('title', expect.stringMatching(/0 ok, ([3-9]|\d\d+) errors/));
  await chip.click();
  const notices = screen.getByRole('region', { name: 'Notices' });
  await expect.element(notices).toHaveTextContent(/of 10000 times. 0 ok, \d+ errors. Stopped./);
  await expect.element(chip).not.toBeInTheDocument();
  await expect
    .element(screen.getByRole('status', { name: 'Last reply' }))
    .toHaveTextContent('No reply: DISCONNECTED');
  const close = notices.getByRole('button', { name: 'Close the notice' });
  await close.click();
  await expect.element(close).not.toBeInTheDocument();
});
