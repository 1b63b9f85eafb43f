import { clientEventMap } from '@switchboard/events';
import { beforeEach, expect, it } from 'vitest';
import { type Locator, page, userEvent } from 'vitest/browser';
import { render } from 'vitest-browser-react';
import '../../app/mantine-styles.ts';
import { freshEvent, ShownComposer, ShownRawComposer } from './shown-composer.fixture.tsx';

/** What a window of 1440 × 900 leaves to the composer at a zoom of 200 %. */
const HEIGHT = 350;
/** How high a notice about the connection is, above the composer. */
const NOTICE = 90;

beforeEach(async () => {
  localStorage.clear();
  sessionStorage.clear();
  await page.viewport(720, HEIGHT);
});

/** What a click into the middle of an element would hit, once the keyboard has brought the element into sight. */
async function expectUncovered(locator: Locator): Promise<void> {
  await expect.element(locator).toBeInTheDocument();
  const element = locator.element();
  element.scrollIntoView({ block: 'nearest' });
  const { left, top, width, height } = element.getBoundingClientRect();
  const hit = document.elementFromPoint(left + width / 2, top + height / 2);
  expect(hit !== null && element.contains(hit), `${hit?.outerHTML.slice(0, 200)} lies over it`).toBe(true);
}

it('keeps every part within reach in a low window, with the reply open', async () => {
  const screen = await render(<ShownComposer event={freshEvent()} spec={clientEventMap['message:send']} />);
  const send = screen.getByRole('button', { name: 'Send', exact: true });
  const text = screen.getByRole('textbox', { name: 'text' });
  // Without a scroll.
  const { bottom } = send.element().getBoundingClientRect();
  expect(bottom).toBeLessThanOrEqual(HEIGHT);
  await text.fill('hello');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  const reply = screen.getByRole('region', { name: 'Reply' });
  const parts = [screen.getByRole('tab', { name: 'Form' }), text, send, reply];
  for (const part of parts) await expectUncovered(part);
  await screen.getByRole('tab', { name: 'JSON' }).click();
  await expectUncovered(screen.getByRole('textbox', { name: /^Payload of/ }));
});

it('keeps the arguments of a raw message within reach in a low window', async () => {
  await page.viewport(720, HEIGHT - NOTICE);
  const screen = await render(<ShownRawComposer event={freshEvent()} />);
  await screen.getByRole('button', { name: 'Add an argument' }).click();
  await screen.getByText('Number', { exact: true }).click();
  const argument = screen.getByRole('textbox', { name: 'Argument 1' });
  await argument.fill('5');
  await userEvent.keyboard('{Control>}{Enter}{/Control}');
  await expect.element(screen.getByRole('status', { name: 'Last reply' })).toHaveTextContent('Not sent');
  await expectUncovered(argument);
  await expectUncovered(screen.getByRole('button', { name: 'Send', exact: true }));
});
