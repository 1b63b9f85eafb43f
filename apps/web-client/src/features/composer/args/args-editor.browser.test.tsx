import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { z } from 'zod';
import { defaultContract } from '../../../contract/contracts.ts';
import { readArgsDraft, writeArgsDraft } from '../../../drafts/args-draft.ts';
import { draftKey, readDraft, startCustomDraft, writeDraft } from '../../../drafts/drafts.ts';
import { DEFAULT_SETTINGS } from '../../../links/connection-settings.ts';
import { RAW_HERE } from '../../../links/destination.fixture.ts';
import { type ConsoleSession, SessionContext } from '../../../session/console-session.ts';
import { TrafficLog } from '../../../traffic/traffic-log.ts';
import { freshEvent, ShownComposer, ShownRawComposer, withPayload } from '../shown-composer.fixture.tsx';

const draftOf = (event: string): unknown => JSON.parse(readDraft(draftKey(RAW_HERE, event)) ?? 'null');

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
  await screen.getByRole('button', { name: 'Argument 1 This is not a number.' }).click();
  await expect.element(screen.getByRole('textbox', { name: 'Argument 1' })).toHaveFocus();
});

it('moves a text that cannot be read with its argument, and forgets it with it', async () => {
  const event = freshEvent();
  writeDraft(draftKey(RAW_HERE, event), writeArgsDraft({ args: [{ kind: 'binary', text: '' }], ack: false }));
  const screen = await render(<ShownRawComposer event={event} />);
  const unread = (place: number) => screen.getByRole('textbox', { name: `Argument ${place}` });
  await screen.getByText('Hex', { exact: true }).click();
  await unread(1).fill('zz');
  await screen.getByRole('button', { name: 'Add an argument' }).click();
  await screen.getByRole('button', { name: 'Move argument 1 down' }).click();
  await expect.element(unread(2)).toHaveValue('zz');
  await expect.element(screen.getByRole('region', { name: 'Problems' })).toHaveTextContent('Argument 2');
  await screen.rerender(<div />);
  await screen.rerender(<ShownRawComposer event={event} />);
  await expect.element(unread(2)).toHaveValue('zz');
  await screen.getByRole('button', { name: 'Remove argument 2' }).click();
  await expect.element(screen.getByRole('region', { name: 'Problems' })).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Add an argument' }).click();
  await screen.getByText('Binary', { exact: true }).nth(1).click();
  await expect.element(screen.getByText('Hex', { exact: true })).toBeVisible();
  await expect.element(screen.getByRole('region', { name: 'Problems' })).not.toBeInTheDocument();
});

it('carries nothing into another kind that nobody wrote', async () => {
  const event = freshEvent();
  const screen = await render(<ShownRawComposer event={event} />);
  await screen.getByRole('button', { name: 'Add an argument' }).click();
  const kinds = screen.getByRole('radiogroup', { name: 'Kind of argument 1' });
  for (const [label, kind, text] of [
    ['Binary', 'binary', ''],
    ['Text', 'text', ''],
    ['JSON', 'json', '{}'],
  ] as const) {
    await kinds.getByText(label, { exact: true }).click();
    expect(readArgsDraft(readDraft(draftKey(RAW_HERE, event)) ?? '').args).toEqual([{ kind, text }]);
  }
});

it('offers binary within JSON where there may be any, and sends the rest as it is written', async () => {
  const event = freshEvent();
  writeDraft(draftKey(RAW_HERE, event), '{"file":{"$bytes":"SGk="}}');
  const screen = await render(<ShownRawComposer event={event} />);
  const mixed = screen.getByRole('radio', { name: 'JSON with binary' });
  await expect.element(mixed).toBeChecked();
  await screen.getByText('JSON', { exact: true }).click();
  expect(draftOf(event)).toMatchObject({ args: [{ kind: 'json', text: '{"file":{"$bytes":"SGk="}}' }] });
  await screen.getByText('Text', { exact: true }).click();
  await expect.element(mixed).not.toBeInTheDocument();
});

it('begins with what was sent last of an event that is picked, at this server and under this contract', async () => {
  const event = freshEvent();
  const log = new TrafficLog();
  const here = { contract: 'raw', url: location.origin, path: DEFAULT_SETTINGS.path };
  const sent = { kind: 'send', at: 0, event } as const;
  log.add('client-0', { ...sent, args: ['hello', 42] }, here);
  log.add('client-0', { ...sent, args: ['of another server'] }, { ...here, url: 'http://elsewhere' });
  log.add('client-0', { ...sent, args: ['of a contract'] }, { ...here, contract: defaultContract().id });
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

it('shows no reply that its client got under a contract', async () => {
  const event = freshEvent();
  const screen = await render(<ShownComposer event={event} spec={withPayload(z.unknown())} />);
  await screen.getByRole('button', { name: /^Send/ }).click();
  await expect.element(screen.getByRole('status', { name: 'Last reply' })).toHaveTextContent('No reply');
  await screen.rerender(<ShownRawComposer event={event} />);
  await expect
    .element(screen.getByRole('status', { name: 'Last reply' }))
    .toHaveTextContent('Nothing sent yet');
});

it('begins a new event without the name and the arguments of the one before, which can be taken back', async () => {
  const screen = await render(<ShownRawComposer />);
  const name = screen.getByRole('textbox', { name: 'Event name' });
  const fields = screen.getByRole('list', { name: 'Arguments' }).getByRole('listitem');
  await name.fill('sum');
  await screen.getByRole('button', { name: 'Add an argument' }).click();
  await screen.getByText('Number', { exact: true }).nth(1).click();
  await screen.getByRole('textbox', { name: 'Argument 2' }).fill('40');
  startCustomDraft(RAW_HERE);
  await expect.element(name).toHaveValue('');
  await expect.poll(() => fields.elements()).toHaveLength(1);
  await expect.element(screen.getByRole('textbox', { name: 'Argument 1' })).toHaveTextContent('{}');
  await screen.getByRole('button', { name: 'Undo' }).click();
  await expect.element(name).toHaveValue('sum');
  await expect.element(screen.getByRole('textbox', { name: 'Argument 2' })).toHaveValue('40');
});
