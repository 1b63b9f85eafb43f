import type { EventSpec } from '@switchboard/contract';
import { clientEventMap } from '@switchboard/events';
import { beforeEach, describe, expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { z } from 'zod';
import { draftKey, readSource, setSource } from '../../drafts/drafts.ts';
import { HERE } from '../../links/destination.fixture.ts';
import { freshEvent, ShownComposer, withPayload } from './shown-composer.fixture.tsx';
import { useSendSettings } from './use-send.ts';

const specOf = (event: keyof typeof clientEventMap): EventSpec => clientEventMap[event];

/** The draft as it is stored. */
const draftOf = (event: string): unknown =>
  JSON.parse(
    JSON.parse(localStorage.getItem(`switchboard.drafts.${draftKey(HERE, event)}`) ?? '"null"') as string,
  );

beforeEach(() => {
  localStorage.clear();
  sessionStorage.clear();
});

describe('one draft', () => {
  it('is the same in the form and in JSON', async () => {
    const event = freshEvent();
    const screen = await render(<ShownComposer event={event} spec={specOf('message:send')} />);
    await screen.getByRole('textbox', { name: 'text' }).fill('from the form');
    expect(draftOf(event)).toEqual({ room: 'general', text: 'from the form' });
    await screen.getByRole('tab', { name: 'JSON' }).click();
    const editor = screen.getByRole('textbox', { name: `Payload of ${event}` });
    await expect.element(editor).toHaveTextContent('from the form');
    await editor.fill('{ "room": "a", "text": "from JSON" }');
    await screen.getByRole('tab', { name: 'Form' }).click();
    await expect.element(screen.getByRole('textbox', { name: 'text' })).toHaveValue('from JSON');
  });

  it('is never cleared by sending, and what the console answers is no reply of the server', async () => {
    const event = freshEvent();
    const screen = await render(<ShownComposer event={event} spec={specOf('message:send')} />);
    await screen.getByRole('textbox', { name: 'text' }).fill('still here');
    await screen.getByRole('button', { name: 'Send', exact: true }).click();
    await expect
      .element(screen.getByRole('status', { name: 'Last reply' }))
      .toHaveTextContent('DISCONNECTED');
    await expect.element(screen.getByRole('textbox', { name: 'text' })).toHaveValue('still here');
    const reply = screen.getByRole('region', { name: 'Reply' });
    await expect.element(reply).toHaveTextContent('The server sent no reply.');
    await expect.element(reply).toHaveTextContent('written: false');
    await screen.getByRole('button', { name: 'Hide the reply' }).click();
    await expect.element(reply).not.toBeInTheDocument();
  });

  it('says why there is no reply, and the button beside it keeps its whole text', async () => {
    useSendSettings.setState({ showsReply: true });
    const screen = await render(
      <div style={{ width: 360 }}>
        <ShownComposer event={freshEvent()} spec={specOf('room:list')} />
      </div>,
    );
    await screen.getByRole('button', { name: 'Send', exact: true }).click();
    const label = screen.getByText('Hide the reply', { exact: true });
    await expect.element(label).toBeVisible();
    const status = screen.getByRole('status', { name: 'Last reply' });
    expect(status.element().textContent).toMatch(/ms \S/);
    for (const shown of [status.element(), label.element()])
      expect(shown.scrollWidth).toBeLessThanOrEqual(shown.clientWidth);
  });

  it('has the last reply of the client that sent it', async () => {
    const event = freshEvent();
    const spec = specOf('room:list');
    const screen = await render(<ShownComposer event={event} spec={spec} client="Alice" />);
    const last = screen.getByRole('status', { name: 'Last reply' });
    await screen.getByRole('button', { name: 'Send', exact: true }).click();
    await expect.element(last).toHaveTextContent('No reply: DISCONNECTED');
    await screen.rerender(<ShownComposer event={event} spec={spec} client="Bob" />);
    await expect.element(last).toHaveTextContent('Nothing sent yet');
    await screen.rerender(<ShownComposer event={event} spec={spec} client="Alice" />);
    await expect.element(last).toHaveTextContent('No reply: DISCONNECTED');
  });

  it('stays empty where a text was cleared', async () => {
    const event = freshEvent();
    const spec = withPayload(z.string(), { examples: [{ name: 'one', payload: 'example' }] });
    const screen = await render(<ShownComposer event={event} spec={spec} />);
    const field = screen.getByRole('tabpanel').getByRole('textbox');
    await expect.element(field).toHaveValue('example');
    await field.clear();
    await expect
      .element(screen.getByRole('region', { name: 'Problems' }))
      .toHaveTextContent('needs a payload');
    await expect.element(field).toHaveValue('');
  });

  it('keeps a number that JavaScript cannot hold as it was typed, and blocks Send', async () => {
    const event = freshEvent();
    const screen = await render(<ShownComposer event={event} spec={specOf('message:history')} />);
    const problems = screen.getByRole('region', { name: 'Problems' });
    await screen.getByRole('textbox', { name: 'before' }).fill('9007199254740993');
    await expect.element(problems).toHaveTextContent('9007199254740993 cannot be sent exactly');
    await screen.getByRole('tab', { name: 'JSON' }).click();
    await screen
      .getByRole('textbox', { name: `Payload of ${event}` })
      .fill('{ "room": "a", "before": 9007199254740995 }');
    await expect.element(problems).toHaveTextContent('it becomes 9007199254740996');
    await screen.getByRole('tab', { name: 'Form' }).click();
    await expect.element(screen.getByText('it is shown as JSON only', { exact: false })).toBeVisible();
    expect(localStorage.getItem(`switchboard.drafts.${draftKey(HERE, event)}`)).toContain('9007199254740995');
  });

  it('keeps a text that is not JSON in its field, and blocks Send', async () => {
    const event = freshEvent();
    const screen = await render(<ShownComposer event={event} spec={specOf('system:echo')} />);
    await screen.getByRole('textbox', { name: 'value' }).fill('[1,');
    await expect.element(screen.getByRole('region', { name: 'Problems' })).toHaveTextContent('Not JSON');
    await expect
      .element(screen.getByRole('button', { name: 'Send anyway (invalid)' }))
      .not.toBeInTheDocument();
    await screen.getByRole('tab', { name: 'Docs' }).click();
    await screen.getByRole('tab', { name: 'Form' }).click();
    await expect.element(screen.getByRole('textbox', { name: 'value' })).toHaveValue('[1,');
  });
});

it('has docs with the schema as a tree, and examples that fill the draft', async () => {
  const event = freshEvent();
  const screen = await render(<ShownComposer event={event} spec={specOf('message:history')} first="docs" />);
  await expect.element(screen.getByRole('rowheader', { name: 'before optional' })).toBeVisible();
  setSource(draftKey(HERE, event), 'a saved message', '');
  await screen.getByRole('button', { name: 'Use the example older' }).click();
  await expect.element(screen.getByText('Filled with the example "older".')).toBeVisible();
  expect(readSource(draftKey(HERE, event))).toBeUndefined();
  await screen.getByRole('tab', { name: 'Form' }).click();
  await expect.element(screen.getByRole('textbox', { name: 'before' })).toHaveValue('20');
});

it('has docs that say the rules of the event in words', async () => {
  const screen = await render(
    <ShownComposer event={freshEvent()} spec={specOf('message:send')} first="docs" />,
  );
  const docs = screen.getByRole('tabpanel');
  await expect.element(docs).toHaveTextContent('needed, with the scope "chat"');
  await expect.element(docs).toHaveTextContent('100/s, per connection and per identity');
  await expect.element(docs).toHaveTextContent('one at a time per connection');
  await expect.element(docs).toHaveTextContent('repeated with the same id, gets the first reply again');
});

it('has docs that say whose calls are counted together where no identity is needed', async () => {
  const screen = await render(
    <ShownComposer event={freshEvent()} spec={specOf('session:login')} first="docs" />,
  );
  await expect.element(screen.getByRole('tabpanel')).toHaveTextContent('10/s, per address');
});

it('takes buttons from outside into its bar', async () => {
  const screen = await render(<ShownComposer event={freshEvent()} spec={specOf('room:join')} />);
  await expect.element(screen.getByRole('button', { name: 'An action from outside' })).toBeVisible();
});

describe('Generate', () => {
  it('fills the draft with what fits, another one each time, and can be undone', async () => {
    const event = freshEvent();
    const screen = await render(<ShownComposer event={event} spec={specOf('message:history')} />);
    await screen.getByRole('textbox', { name: 'room' }).fill('typed-by-hand');
    await screen.getByRole('button', { name: 'Generate' }).click();
    await expect.element(screen.getByText('Filled with a generated payload.')).toBeVisible();
    const first = draftOf(event);
    expect(clientEventMap['message:history'].payload.safeParse(first).success).toBe(true);
    await screen.getByRole('button', { name: 'Generate' }).click();
    await expect.poll(() => draftOf(event)).not.toEqual(first);
    await screen.getByRole('button', { name: 'Undo' }).click();
    await expect.poll(() => draftOf(event)).toEqual(first);
  });

  it('names what it cannot make', async () => {
    const spec = withPayload(z.strictObject({ part: z.string().refine(() => false, 'no text will do') }));
    const screen = await render(<ShownComposer event={freshEvent()} spec={spec} />);
    await screen.getByRole('button', { name: 'Generate' }).click();
    await expect.element(screen.getByText('Cannot generate part: no text will do')).toBeVisible();
  });
});

it('a blocked Send can be focused and pressed: it says why, and leads to the problems', async () => {
  const screen = await render(<ShownComposer event={freshEvent()} spec={specOf('room:join')} />);
  await screen.getByRole('textbox', { name: 'room' }).fill('Not A Room');
  const send = screen.getByRole('button', { name: 'Send', exact: true });
  await expect.element(send).toHaveAttribute('aria-disabled', 'true');
  await expect.element(send).toHaveAccessibleDescription('Send is blocked: 1 problem above');
  (send.element() as HTMLElement).focus();
  await userEvent.keyboard('{Enter}');
  await expect.element(screen.getByRole('region', { name: 'Problems' })).toHaveFocus();
  const last = screen.getByRole('status', { name: 'Last reply' });
  await expect.element(last).toHaveTextContent('Nothing sent yet');
  await screen.getByRole('button', { name: 'Send anyway (invalid)' }).click();
  await expect.element(last).toHaveTextContent('No reply: DISCONNECTED');
});

it('Ctrl+Enter sends from the composer, and not from what lies on top or beside it', async () => {
  const event = freshEvent();
  const screen = await render(
    <>
      <input aria-label="A filter" />
      <ShownComposer event={event} spec={specOf('room:join')} />
    </>,
  );
  const last = screen.getByRole('status', { name: 'Last reply' });
  await screen.getByRole('textbox', { name: 'A filter' }).click();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await screen.getByRole('button', { name: 'Repeat' }).click();
  await screen.getByRole('textbox', { name: 'Every' }).click();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.element(last).toHaveTextContent('Nothing sent yet');
  await userEvent.keyboard('{Escape}');
  await expect.element(screen.getByRole('dialog')).not.toBeInTheDocument();
  await screen.getByRole('textbox', { name: 'room' }).click();
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.element(last).toHaveTextContent('DISCONNECTED');
});

it('is checked when it changes, and not at every render', async () => {
  let checks = 0;
  const counted = z.strictObject({ room: z.string() }).refine(() => {
    checks += 1;
    return true;
  });
  const event = freshEvent();
  const spec = withPayload(counted, { examples: [{ name: 'one', payload: { room: 'a' } }] });
  const screen = await render(<ShownComposer event={event} spec={spec} first="docs" />);
  await expect.poll(() => checks).toBeGreaterThan(0);
  const before = checks;
  for (let times = 0; times < 3; times += 1)
    await screen.rerender(<ShownComposer event={event} spec={spec} first="docs" />);
  expect(checks).toBe(before);
  await screen.getByRole('tab', { name: 'JSON' }).click();
  await screen.getByRole('textbox', { name: `Payload of ${event}` }).fill('{ "room": "b" }');
  await expect.poll(() => checks).toBeGreaterThan(before);
});

it('lets a text that is no value yet follow its item, and forgets it with it', async () => {
  const event = freshEvent();
  const item = z.strictObject({ count: z.int().optional() });
  const spec = withPayload(z.strictObject({ items: z.array(item) }), {
    examples: [{ name: 'two', payload: { items: [{}, {}] } }],
  });
  const screen = await render(<ShownComposer event={event} spec={spec} />);
  const count = (place: number) => screen.getByRole('textbox', { name: 'count' }).nth(place);
  const again = async (): Promise<void> => {
    await screen.getByRole('tab', { name: 'Docs' }).click();
    await screen.getByRole('tab', { name: 'Form' }).click();
  };
  await count(0).fill('abc');
  await screen.getByRole('button', { name: 'Move down' }).first().click();
  await again();
  await expect.element(count(1)).toHaveValue('abc');
  await expect.element(count(0)).toHaveValue('');
  await screen.getByRole('button', { name: 'Remove', exact: true }).nth(1).click();
  await screen.getByRole('button', { name: /^Add/ }).last().click();
  await again();
  await expect.element(count(1)).toHaveValue('');
});
