import { MantineProvider } from '@mantine/core';
import { useState } from 'react';
import { expect, it } from 'vitest';
import { userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import type { Entry } from '../../traffic/entry.ts';
import { type Arrow, sequenceOf } from './arrows.ts';
import { call, client, received } from './sequence.fixture.ts';
import { SequenceDiagram } from './sequence-diagram.tsx';

const connected = { at: 0, state: { status: 'connected', since: 0, socketId: 's', transport: 't' } } as const;
const clients = ['Ann', 'Ben', 'Cat', 'Dan', 'Eve', 'Fay'].map((name) => client(name, [connected]));

function Diagram({ entries, among = clients }: { entries: readonly Entry[]; among?: typeof clients }) {
  const [selected, select] = useState<Arrow>();
  return (
    <MantineProvider deduplicateCssVariables={false}>
      <div style={{ height: 300, maxWidth: 390 }}>
        <SequenceDiagram {...sequenceOf(entries, among)} selected={selected} onSelect={select} />
      </div>
    </MantineProvider>
  );
}

const rowName = /^00:|^\d\d:/;

it('says of each arrow from whom to whom it goes, and whom an event missed', async () => {
  const payload = { room: 'hall' };
  const screen = await render(
    <Diagram
      entries={[
        call('Ann', 'a:b', { at: 1, payload }),
        received('Ann', 'x:y', { at: 2, payload }),
        received('Ben', 'x:y', { at: 3, payload }),
      ]}
    />,
  );
  const rows = screen.getByRole('list', { name: 'Sequence' }).getByRole('button');
  await expect.element(rows.nth(0)).toHaveAccessibleName(/a:b ?call ?from Ann to Server$/);
  await expect
    .element(rows.nth(1))
    .toHaveAccessibleName(/x:y ?event to 2 ?from Server to Ann, Ben, not to Cat, Dan, Eve, Fay$/);
  await expect.element(rows.nth(2)).toHaveAccessibleName(/a:b ?reply ok, 10 ms ?from Server to Ann$/);
});

it('shows the lanes of two clients and the server in the slimmest column', async () => {
  const screen = await render(
    <div style={{ width: 340 }}>
      <Diagram entries={[call('Ann', 'a:b', { at: 1, payload: {} })]} among={clients.slice(0, 2)} />
    </div>,
  );
  const scroller = screen.getByRole('list', { name: 'Sequence' }).element().closest('[tabindex]');
  await expect.poll(() => scroller?.scrollWidth).toBe(340);
});

it('goes from arrow to arrow by key, and keeps few of them in the page', async () => {
  const entries = Array.from({ length: 400 }, (_, at) => received('Ann', 'x:y', { at, payload: at }));
  const screen = await render(<Diagram entries={entries} />);
  const list = screen.getByRole('list', { name: 'Sequence' });
  await expect.element(list.getByRole('button', { name: rowName }).last()).toBeVisible();
  expect(list.getByRole('button').elements().length).toBeLessThan(60);
  const last = (): Element | null => screen.container.querySelector('li[aria-posinset="400"] button');
  await expect.poll(last).not.toBeNull();
  await userEvent.click(last() as Element);
  await userEvent.keyboard('{ArrowUp}{ArrowDown}{ArrowUp}');
  await expect.poll(() => document.activeElement?.closest('li')?.getAttribute('aria-posinset')).toBe('399');
  expect(document.activeElement?.getAttribute('aria-pressed')).toBe('true');
});

it('scrolls sideways inside itself where there are more lifelines than room', async () => {
  const screen = await render(<Diagram entries={[call('Fay', 'a:b', { at: 1 })]} />);
  await expect
    .element(screen.getByRole('list', { name: 'Sequence' }).getByRole('button').first())
    .toBeVisible();
  const box = screen.container.querySelector('div[style*="390"]');
  expect(box?.scrollWidth).toBe(390);
  const scroller = box?.querySelector('[tabindex="0"]');
  expect(scroller?.scrollWidth).toBeGreaterThan(390);
});
