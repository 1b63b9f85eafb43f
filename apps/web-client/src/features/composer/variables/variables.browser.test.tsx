import { MantineProvider } from '@mantine/core';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { render } from 'vitest-browser-react';
import { z } from 'zod';
import { VariableDialog } from '../../../components/variable-dialog.tsx';
import { draftKey } from '../../../drafts/drafts.ts';
import { deleteVariable, setVariable } from '../../../drafts/variables.ts';
import { serverAt } from '../../../links/connection-settings.ts';
import { HERE } from '../../../links/destination.fixture.ts';
import { freshEvent, ShownComposer, withPayload } from '../shown-composer.fixture.tsx';

const SERVER = serverAt(HERE);

/** The draft as it is stored. */
const draftOf = (event: string): unknown =>
  JSON.parse(
    JSON.parse(localStorage.getItem(`switchboard.drafts.${draftKey(HERE, event)}`) ?? '"null"') as string,
  );

beforeEach(() => sessionStorage.clear());
afterEach(() => {
  for (const name of ['room', 'count', 'gone']) deleteVariable(SERVER, name);
});

describe('variables', () => {
  const spec = withPayload(z.strictObject({ room: z.string().max(10), count: z.int() }));
  const draft = '{ "room": "{{room}}", "count": "{{count}}" }';

  async function showDraft(event: string): Promise<Awaited<ReturnType<typeof render>>> {
    const screen = await render(<ShownComposer event={event} spec={spec} first="json" />);
    await screen.getByRole('textbox', { name: `Payload of ${event}` }).fill(draft);
    return screen;
  }

  it('without a value block Send, and lead to where they are set', async () => {
    const screen = await showDraft(freshEvent());
    await expect.element(screen.getByRole('region', { name: 'Problems' })).toHaveTextContent('2 problems');
    await screen.getByRole('button', { name: /variable "count" has no value/ }).click();
    await expect.element(screen.getByRole('textbox', { name: 'New name' })).toHaveValue('count');
    await screen.getByRole('textbox', { name: 'Value', exact: true }).fill('7');
    await screen.getByRole('button', { name: 'Add', exact: true }).click();
    await expect.element(screen.getByRole('region', { name: 'Problems' })).toHaveTextContent('1 problem');
    setVariable(SERVER, 'room', { value: 'general' });
    await expect.element(screen.getByRole('region', { name: 'Problems' })).not.toBeInTheDocument();
  });

  it('are checked by what they stand for', async () => {
    setVariable(SERVER, 'room', { value: 'longer than ten' });
    setVariable(SERVER, 'count', { value: 'seven' });
    const screen = await showDraft(freshEvent());
    await expect.element(screen.getByRole('region', { name: 'Problems' })).toHaveTextContent('2 problems');
    setVariable(SERVER, 'room', { value: 'short' });
    setVariable(SERVER, 'count', { value: 7 });
    await expect.element(screen.getByRole('region', { name: 'Problems' })).not.toBeInTheDocument();
  });

  it('stand in the fields of numbers as text, and a number typed there is one again', async () => {
    setVariable(SERVER, 'room', { value: 'short' });
    setVariable(SERVER, 'count', { value: 7 });
    const event = freshEvent();
    const screen = await showDraft(event);
    await screen.getByRole('tab', { name: 'Form' }).click();
    const count = screen.getByRole('textbox', { name: 'count' });
    await expect.element(count).toHaveValue('{{count}}');
    await count.fill('{{coun');
    expect(draftOf(event)).toEqual({ room: '{{room}}', count: '{{coun' });
    await expect.element(count).toHaveValue('{{coun');
    await count.fill('12');
    expect(draftOf(event)).toEqual({ room: '{{room}}', count: 12 });
    await screen.getByRole('textbox', { name: 'room' }).click();
    await expect.element(screen.getByRole('textbox', { name: 'count' })).toHaveValue('12');
  });

  it('are listed, changed, renamed and deleted', async () => {
    setVariable(SERVER, 'room', { value: 'a' });
    const screen = await render(<ShownComposer event={freshEvent()} spec={spec} />);
    await screen.getByRole('button', { name: 'Variables (1)' }).click();
    await screen.getByRole('textbox', { name: 'Value of room' }).fill('[1]');
    await screen.getByRole('textbox', { name: 'Name of room' }).fill('count');
    expect(JSON.parse(sessionStorage.getItem('switchboard.server-variables') ?? '')).toEqual({
      [SERVER]: { count: { value: [1] } },
    });
    await screen.getByRole('button', { name: 'Delete count' }).click();
    await expect.element(screen.getByText(/No variables yet/)).toBeVisible();
  });
});

it('are not made of a number that cannot be sent exactly, which says why', async () => {
  const source = { server: SERVER, path: ['id'], value: 9_007_199_254_740_993n, secret: false };
  const screen = await render(<VariableDialog {...source} onClose={() => undefined} />, {
    wrapper: MantineProvider,
  });
  await expect
    .element(screen.getByText('The number 9007199254740993 cannot be sent exactly', { exact: false }))
    .toBeVisible();
});
