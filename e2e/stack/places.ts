import { expect, type Locator, type Page } from '@playwright/test';

export function region(page: Page, name: string): Locator {
  return page.getByRole('region', { name, exact: true });
}

export function separator(page: Page, name: string): Locator {
  return page.getByRole('separator', { name });
}

export function notices(page: Page): Locator {
  return region(page, 'Notices');
}

/** The link that the console makes of what is in sight. */
export async function share(page: Page): Promise<string> {
  await page.getByRole('button', { name: 'Share a link' }).click();
  const link = await page.getByRole('textbox', { name: 'Link' }).inputValue();
  await page.keyboard.press('Escape');
  await expect(page.getByRole('dialog')).toBeHidden();
  return link;
}
