import { beforeEach, expect, it } from 'vitest';
import { page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import { writeArgsDraft } from '../drafts/args-draft.ts';
import { draftKey, writeDraft } from '../drafts/drafts.ts';
import { freshEvent, ShownRawComposer } from '../features/composer/shown-composer.fixture.tsx';
import { RAW_HERE } from '../links/destination.fixture.ts';
import './mantine-styles.ts';
import './tokens.css';
import { Columns, DEFAULT_WIDTHS, MIN_WIDTHS, useLayout } from './columns.tsx';

beforeEach(async () => {
  await page.viewport(1440, 700);
  useLayout.getState().resize(DEFAULT_WIDTHS);
});

async function showColumns() {
  const screen = await render(<Columns events="the events" compose="the composer" side="the side" />);
  const width = (text: string): number => screen.getByText(text).element().getBoundingClientRect().width;
  const splitter = (name: string) => screen.getByRole('separator', { name });
  return { width, splitter };
}

it('starts with the default widths, and the right column has the rest', async () => {
  const { width } = await showColumns();
  expect(width('the events')).toBe(DEFAULT_WIDTHS.events);
  expect(width('the composer')).toBe(DEFAULT_WIDTHS.compose);
  expect(width('the side')).toBe(1440 - 280 - 520 - 2);
});

it('moves a splitter by the arrow keys, in larger steps with Shift, and back by Enter', async () => {
  const { width, splitter } = await showColumns();
  const events = splitter('Width of the events');
  events.element().focus();
  await userEvent.keyboard('{ArrowRight}{ArrowRight}');
  expect(width('the events')).toBe(300);
  await userEvent.keyboard('{Shift>}{ArrowRight}{/Shift}');
  expect(width('the events')).toBe(350);
  await expect.element(events).toHaveAttribute('aria-valuenow', '350');
  await userEvent.keyboard('{Enter}');
  expect(width('the events')).toBe(DEFAULT_WIDTHS.events);
});

it('takes no column below its minimum', async () => {
  const { width, splitter } = await showColumns();
  splitter('Width of the composer').element().focus();
  await userEvent.keyboard('{Home}');
  expect(width('the composer')).toBe(MIN_WIDTHS.compose);
  await userEvent.keyboard('{End}');
  expect(width('the side')).toBeGreaterThanOrEqual(MIN_WIDTHS.side);
});

it('resets a splitter by a double click', async () => {
  const { width, splitter } = await showColumns();
  useLayout.getState().resize({ events: 400, compose: 600 });
  await expect.poll(() => width('the composer')).toBe(600);
  await splitter('Width of the composer').dblClick();
  expect(width('the composer')).toBe(DEFAULT_WIDTHS.compose);
  expect(width('the events')).toBe(400);
});

it('gives way in a smaller window, and comes back in a larger one', async () => {
  const { width } = await showColumns();
  await page.viewport(900, 700);
  await expect.poll(() => width('the side')).toBe(MIN_WIDTHS.side);
  await page.viewport(1440, 700);
  await expect.poll(() => width('the composer')).toBe(DEFAULT_WIDTHS.compose);
});

it('shows one column at a time on a phone, without splitters', async () => {
  await page.viewport(390, 700);
  const screen = await render(
    <div data-pane="compose">
      <Columns events="the events" compose="the composer" side="the side" />
    </div>,
  );
  await expect.element(screen.getByText('the composer')).toBeVisible();
  await expect.element(screen.getByText('the events')).not.toBeVisible();
  expect(screen.getByRole('separator').elements()).toEqual([]);
});

it('has its splitters below what opens in the composer', async () => {
  const event = freshEvent();
  // Without the field for the timeout the button is far on the left.
  writeDraft(draftKey(RAW_HERE, event), writeArgsDraft({ args: [], ack: false }));
  const compose = <ShownRawComposer event={event} />;
  const screen = await render(<Columns events="the events" compose={compose} side="the side" />);
  await screen.getByRole('button', { name: 'Repeat' }).click();
  const opened = screen.getByRole('dialog', { name: 'Repeat' });
  await expect.element(opened).toBeVisible();
  const line = screen.getByRole('separator', { name: 'Width of the events' }).element();
  const [{ left, top, height }, { x }] = [
    opened.element().getBoundingClientRect(),
    line.getBoundingClientRect(),
  ];
  expect(left).toBeLessThanOrEqual(x);
  expect(opened.element().contains(document.elementFromPoint(x, top + height / 2))).toBe(true);
});
