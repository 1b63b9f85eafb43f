import { goTo, press, tabTo, write } from '../stack/by-keyboard.ts';
import { ConsolePage } from '../stack/console-page.ts';
import { expect, test } from '../stack/test.ts';

test('everything from login to replay can be done from the keyboard alone', async ({ page, stack }) => {
  await page.addInitScript(() => {
    addEventListener('pointerdown', () => document.documentElement.setAttribute('data-pointer', ''));
  });
  const console = await ConsolePage.open(page, stack);
  const send = async (event: string, fields: Readonly<Record<string, string>>): Promise<void> => {
    await goTo(page, event);
    for (const [name, text] of Object.entries(fields)) await write(page, console.field(name), text);
    await page.keyboard.press('ControlOrMeta+Enter');
    await expect(console.lastReply).toContainText(/^OK in/);
  };

  await goTo(page, 'Show Recordings');
  await press(page, page.getByRole('button', { name: 'Record', exact: true }));
  await send('session:login', { name: 'Keys of Alice' });
  await send('room:join', { room: 'keys' });
  await send('message:send', { room: 'keys', text: 'typed, not clicked' });

  await page.keyboard.press('ControlOrMeta+s');
  await write(page, page.getByRole('dialog').getByRole('textbox', { name: 'Name' }), 'By key');
  await page.keyboard.press('Enter');
  await expect(page.getByRole('region', { name: 'Saved' })).toContainText('By key');

  await goTo(page, 'Show Timeline');
  await tabTo(page, page.getByRole('tab', { name: 'Timeline', exact: true }));
  await page.keyboard.press('f');
  await page.keyboard.type('message:sent');
  await page.keyboard.press('Escape');
  await tabTo(page, page.getByRole('button', { name: /^Pause/ }));
  await page.keyboard.press('j');
  await expect(console.rows(/received message:sent/).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(console.details).toContainText('typed, not clicked');
  await page.keyboard.press('d');
  await expect(console.details.getByRole('tab', { name: 'Diff' })).toHaveAttribute('aria-selected', 'true');
  await page.keyboard.press('Escape');
  await expect(console.details).toBeHidden();

  await goTo(page, 'Show Recordings');
  await press(page, page.getByRole('button', { name: 'Stop and save' }));
  const saved = page.getByRole('list', { name: 'Saved recordings' });
  await press(page, saved.getByRole('button').first());
  await press(page, page.getByRole('button', { name: 'Add a suffix to all values' }));
  await press(page, page.getByRole('button', { name: 'Replay', exact: true }));
  await expect(page.getByRole('status', { name: 'Outcome of the replay' })).toContainText('Same: 3 calls');
  expect(await page.locator('html').getAttribute('data-pointer')).toBeNull();
});
