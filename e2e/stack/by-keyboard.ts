import { expect, type Locator, type Page } from '@playwright/test';

/** More stops than any way through the console has. */
const MAX_STOPS = 200;

/** Presses Tab until the place has the focus. */
export async function tabTo(page: Page, place: Locator): Promise<void> {
  // Some fields that take the focus are drawn by something beside them.
  await expect(place).toBeAttached();
  for (let stop = 0; stop < MAX_STOPS; stop++) {
    const { isThere, isEditor } = await place.evaluate((element) => ({
      isThere: element === document.activeElement,
      isEditor: document.activeElement?.matches('.cm-content'),
    }));
    if (isThere) return;
    // In the JSON editor Tab indents; Escape, then Tab leaves it.
    if (isEditor) await page.keyboard.press('Escape');
    await page.keyboard.press('Tab');
  }
  throw new Error(`Tab does not reach ${place}.`);
}

export async function press(page: Page, button: Locator): Promise<void> {
  await tabTo(page, button);
  await page.keyboard.press('Enter');
}

export async function write(page: Page, field: Locator, text: string): Promise<void> {
  await tabTo(page, field);
  await page.keyboard.press('ControlOrMeta+a');
  await page.keyboard.type(text);
}

/** Through the palette, as somebody does who knows the name. */
export async function goTo(page: Page, words: string): Promise<void> {
  await page.keyboard.press('ControlOrMeta+k');
  await expect(page.getByRole('textbox', { name: 'Find a command' })).toBeFocused();
  // At once: the palette is searched anew after every letter.
  await page.keyboard.insertText(words);
  await page.keyboard.press('Enter');
  await expect(page.getByRole('dialog', { name: 'Command palette' })).toBeHidden();
}
