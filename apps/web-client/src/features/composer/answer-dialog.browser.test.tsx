import { MantineProvider } from '@mantine/core';
import { type ReactElement, useState } from 'react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { setVariable } from '../../drafts/variables.ts';
import { DEFAULT_SETTINGS, serverAt } from '../../links/connection-settings.ts';
import type { EventEntry } from '../../traffic/entry.ts';
import { AnswerDialog } from './answer-dialog.tsx';

const question = (): EventEntry => ({
  kind: 'event',
  id: 0,
  at: 0,
  clientId: 'a',
  event: 'question',
  args: [],
  issues: [],
});

function Asked({ entry }: { entry: EventEntry }): ReactElement {
  const [opened, setOpened] = useState(true);
  return (
    <MantineProvider deduplicateCssVariables={false} env="test">
      <button type="button" onClick={() => setOpened(true)}>
        Open
      </button>
      {opened && <AnswerDialog entry={entry} onAnswer={() => undefined} onClose={() => setOpened(false)} />}
    </MantineProvider>
  );
}

it('Esc in its editor leaves the dialog open, and what was written is there when it is opened again', async () => {
  const entry = question();
  const screen = await render(<Asked entry={entry} />);
  const dialog = screen.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add an argument' }).click();
  const editor = dialog.getByRole('textbox', { name: 'Argument 1' });
  await editor.click();
  await userEvent.keyboard('{Control>}a{/Control}123{Escape}');
  await expect.element(editor).toHaveTextContent('123');
  await userEvent.keyboard('{Escape}{Tab}');
  await userEvent.keyboard('{Escape}');
  await expect.element(dialog).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Open' }).click();
  await expect.element(editor).toHaveTextContent('123');
});

it('names the argument that a problem is of', async () => {
  const screen = await render(<Asked entry={question()} />);
  const dialog = screen.getByRole('dialog');
  const problems = dialog.getByRole('list', { name: 'Problems' });
  await dialog.getByRole('button', { name: 'Add an argument' }).click();
  await dialog.getByText('Number', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Argument 1' }).fill('five');
  await expect.element(problems).toHaveTextContent(/^Argument 1 This is not a number/);
  await dialog.getByText('Binary', { exact: true }).click();
  await dialog.getByText('Hex', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Argument 1' }).fill('zz');
  await expect.element(problems).toHaveTextContent(/^Argument 1 Not hex/);
});

it('answers with the variables of the server that asked, and with none where that is not known', async () => {
  setVariable(serverAt(DEFAULT_SETTINGS), 'mine', { value: 7 });
  const screen = await render(<Asked entry={question()} />);
  const dialog = screen.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Add an argument' }).click();
  await dialog.getByText('Text', { exact: true }).click();
  await dialog.getByRole('textbox', { name: 'Argument 1' }).fill('{{mine}}');
  await expect.element(dialog.getByRole('list', { name: 'Problems' })).toHaveTextContent('mine');
});
