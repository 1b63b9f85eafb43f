import { beforeEach, expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import { registerContracts } from '../../contract/contracts.ts';
import { type ArgsDraft, argsDraftOf, readArgsDraft, writeArgsDraft } from '../../drafts/args-draft.ts';
import { draftKey, nameKey, replaceDrafts, startCustomDraft, writeDraft } from '../../drafts/drafts.ts';
import { setVariable } from '../../drafts/variables.ts';
import { serverAt } from '../../links/connection-settings.ts';
import { HERE, RAW_HERE } from '../../links/destination.fixture.ts';
import { parsePasted } from './paste.ts';
import { ShownCustomComposer, ShownRawComposer } from './shown-composer.fixture.tsx';

const WITH_VARIABLES: ArgsDraft = {
  args: [
    { kind: 'text', text: '{{open}}' },
    { kind: 'text', text: '{{token}}' },
    { kind: 'text', text: '\\{{text}}' },
  ],
  ack: true,
};

beforeEach(() => {
  registerContracts([
    {
      id: 'x',
      name: 'x',
      version: '1',
      namespace: '/',
      clientEventMap: {},
      serverEventMap: {},
      isRaw: false,
    },
  ]);
});

it('sends no draft with several arguments under a contract, and says which are too many', async () => {
  writeDraft(nameKey(HERE), 'sum');
  // As a link may bring it.
  writeDraft(draftKey(HERE), writeArgsDraft(argsDraftOf([1, 9], true)));
  const screen = await render(<ShownCustomComposer />);
  await expect.element(screen.getByRole('textbox', { name: 'Argument 2' })).toHaveValue('9');
  const problems = screen.getByRole('region', { name: 'Problems' });
  await expect.element(problems).toHaveTextContent('An event of a contract carries one argument');
  await expect.element(screen.getByRole('button', { name: 'Send anyway (invalid)' })).not.toBeInTheDocument();
  await screen.getByRole('button', { name: 'Remove argument 2' }).click();
  await expect.element(problems).not.toBeInTheDocument();
  await expect.element(screen.getByRole('textbox', { name: 'Payload' })).toHaveValue('1');
});

it('says that a draft nests too deep, as a link may bring it, and can be emptied', async () => {
  const text = '['.repeat(100_000) + ']'.repeat(100_000);
  writeDraft(nameKey(RAW_HERE), 'deep');
  writeDraft(draftKey(RAW_HERE), writeArgsDraft({ args: [{ kind: 'json', text }], ack: false }));
  const screen = await render(<ShownRawComposer />);
  const problems = screen.getByRole('region', { name: 'Problems' });
  await expect.element(problems).toHaveTextContent('The JSON nests too deep');
  await screen.getByRole('button', { name: 'Remove argument 1' }).click();
  await expect.element(problems).not.toBeInTheDocument();
});

it('keeps what is written without a contract apart from what is written under one', async () => {
  writeDraft(nameKey(HERE), 'room:list');
  writeDraft(draftKey(HERE), '7');
  writeDraft(nameKey(RAW_HERE), 'sum');
  writeDraft(draftKey(RAW_HERE), writeArgsDraft(argsDraftOf([1, 9], false)));
  const screen = await render(<ShownCustomComposer />);
  const name = screen.getByRole('textbox', { name: 'Event name' });
  await expect.element(name).toHaveValue('room:list');
  await expect.element(screen.getByRole('textbox', { name: 'Payload' })).toHaveTextContent('7');
  await screen.rerender(<ShownRawComposer />);
  await expect.element(name).toHaveValue('sum');
  await expect.element(screen.getByRole('textbox', { name: 'Argument 2' })).toHaveValue('9');
  await expect.element(screen.getByRole('checkbox', { name: 'Acknowledgement' })).not.toBeChecked();
});

it('lists no problem before somebody tries to send, and leads to the name then', async () => {
  replaceDrafts({ [nameKey(RAW_HERE)]: undefined, [draftKey(RAW_HERE)]: undefined });
  const screen = await render(<ShownRawComposer />);
  const send = screen.getByRole('button', { name: 'Send', exact: true });
  await expect.element(send).toHaveAccessibleDescription('Give the event a name.');
  const problems = screen.getByRole('region', { name: 'Problems' });
  await expect.element(problems).not.toBeInTheDocument();
  (send.element() as HTMLElement).click();
  await expect.element(screen.getByRole('textbox', { name: 'Event name' })).toHaveFocus();
  await expect.element(problems).toHaveTextContent('Give the event a name.');
});

it('forgets a text that cannot be read when another event begins, and brings it back when that is undone', async () => {
  writeDraft(nameKey(RAW_HERE), 'upload');
  writeDraft(draftKey(RAW_HERE), writeArgsDraft({ args: [{ kind: 'binary', text: '' }], ack: true }));
  const screen = await render(<ShownRawComposer />);
  await screen.getByText('Hex', { exact: true }).click();
  const argument = screen.getByRole('textbox', { name: 'Argument 1' });
  await argument.fill('zz');
  startCustomDraft(RAW_HERE);
  await screen.getByText('Binary', { exact: true }).click();
  await screen.getByText('Hex', { exact: true }).click();
  await expect.element(argument).toHaveValue('');
  await screen.getByRole('button', { name: 'Undo' }).click();
  await expect.element(argument).toHaveValue('zz');
});

it('copies no value of a secret variable', async () => {
  const copied = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue();
  setVariable(serverAt(HERE), 'open', { value: 'shown' });
  setVariable(serverAt(HERE), 'token', { value: 'hidden', secret: true });
  writeDraft(nameKey(RAW_HERE), 'login');
  writeDraft(draftKey(RAW_HERE), writeArgsDraft(WITH_VARIABLES));
  const screen = await render(<ShownRawComposer />);
  await screen.getByRole('button', { name: 'Copy as' }).click();
  await screen.getByRole('menuitem', { name: 'JSON' }).click();
  await expect.poll(() => copied.mock.lastCall?.[0]).toContain('shown');
  const text = String(copied.mock.lastCall?.[0]);
  expect(text).not.toContain('hidden');
  const pasted = parsePasted(text, { to: RAW_HERE, current: undefined });
  expect(readArgsDraft(pasted.ok ? pasted.draft : '').args).toEqual([
    { kind: 'text', text: 'shown' },
    { kind: 'text', text: '{{token}}' },
    { kind: 'text', text: '\\{{text}}' },
  ]);
});
