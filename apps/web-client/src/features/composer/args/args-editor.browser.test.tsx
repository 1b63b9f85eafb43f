import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { type ConsoleSession, SessionContext } from '../../../lib/console-session.ts';
import { readDraft, startCustomDraft } from '../../../lib/drafts.ts';
import { TrafficLog } from '../../../lib/traffic-log.ts';
import { freshEvent, ShownRawComposer } from '../shown-composer.fixture.tsx';

const draftOf = (event: string): unknown => JSON.parse(readDraft(`raw ${event}`) ?? 'null');

it('writes arguments of each kind, moves and removes them by keys, and asks for no acknowledgement', async () => {
  const event = freshEvent();
  const screen = await render(<ShownRawComposer event={event} />);
  const add = screen.getByRole('button', { name: 'Add an argument' });
  await add.click();
  await screen.getByText('Text', { exact: true }).click();
  await screen.getByRole('textbox', { name: 'Argument 1' }).fill('hello');
  await add.click();
  await screen.getByText('Number', { exact: true }).nth(1).click();
  await screen.getByRole('textbox', { name: 'Argument 2' }).fill('42');
  await userEvent.keyboard('{Alt>}{ArrowUp}{/Alt}');
  await expect.element(screen.getByRole('button', { name: 'Move argument 1 up' })).toHaveFocus();
  await screen.getByText('Acknowledgement', { exact: true }).click();
  const [text, number] = [
    { kind: 'text', text: 'hello' },
    { kind: 'number', text: '42' },
  ];
  expect(draftOf(event)).toEqual({ args: [number, text], ack: false });
  await screen.getByRole('button', { name: 'Remove argument 1' }).click();
  await expect.element(screen.getByRole('button', { name: 'Remove argument 1' })).toHaveFocus();
  expect(draftOf(event)).toEqual({ args: [text], ack: false });
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByText('No arguments.')).toBeVisible();
  await expect.element(add).toHaveFocus();
});

it('leads to the argument that cannot be sent', async () => {
  const screen = await render(<ShownRawComposer event={freshEvent()} />);
  await screen.getByRole('button', { name: 'Add an argument' }).click();
  await screen.getByText('Number', { exact: true }).click();
  await screen.getByRole('textbox', { name: 'Argument 1' }).fill('five');
  await screen.getByRole('button', { name: /This is not a number/ }).click();
  await expect.element(screen.getByRole('textbox', { name: 'Argument 1' })).toHaveFocus();
});

it('begins with what was sent last of an event that is picked', async () => {
  const event = freshEvent();
  const log = new TrafficLog();
  log.add('client-0', { kind: 'send', at: 0, event, args: ['hello', 42] });
  await render(
    <SessionContext value={{ log } as ConsoleSession}>
      <ShownRawComposer event={event} />
    </SessionContext>,
  );
  await expect
    .poll(() => draftOf(event))
    .toEqual({
      args: [
        { kind: 'text', text: 'hello' },
        { kind: 'number', text: '42' },
      ],
      ack: false,
    });
});

it('begins a new event without the name and the arguments of the one before, which can be taken back', async () => {
  const screen = await render(<ShownRawComposer />);
  const name = screen.getByRole('textbox', { name: 'Event name' });
  const fields = screen.getByRole('list', { name: 'Arguments' }).getByRole('listitem');
  await name.fill('sum');
  await screen.getByRole('button', { name: 'Add an argument' }).click();
  await screen.getByText('Number', { exact: true }).nth(1).click();
  await screen.getByRole('textbox', { name: 'Argument 2' }).fill('40');
  startCustomDraft();
  await expect.element(name).toHaveValue('');
  await expect.poll(() => fields.elements()).toHaveLength(1);
  await expect.element(screen.getByRole('textbox', { name: 'Argument 1' })).toHaveTextContent('{}');
  await screen.getByRole('button', { name: 'Undo' }).click();
  await expect.element(name).toHaveValue('sum');
  await expect.element(screen.getByRole('textbox', { name: 'Argument 2' })).toHaveValue('40');
});
