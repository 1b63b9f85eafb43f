import { expect, type Locator, type Page } from '@playwright/test';
import type { Stack } from './stack.ts';

/** The console as its user sees it. */
export class ConsolePage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  /** Opens it and waits until both first clients are connected. */
  static async open(page: Page, { consoleUrl }: Stack): Promise<ConsolePage> {
    await page.goto(consoleUrl);
    const shown = new ConsolePage(page);
    await shown.expectConnected('Alice');
    await shown.expectConnected('Bob');
    return shown;
  }

  get send(): Locator {
    return this.page.getByRole('button', { name: 'Send', exact: true });
  }

  get lastReply(): Locator {
    return this.page.getByRole('status', { name: 'Last reply' });
  }

  get problems(): Locator {
    return this.page.getByRole('region', { name: 'Problems' });
  }

  /** Rows of the timeline whose name has the text. */
  rows(text: string | RegExp): Locator {
    return this.page.getByRole('list', { name: 'Timeline' }).getByRole('button', { name: text });
  }

  /** Where one row of the timeline is read. */
  get details(): Locator {
    return this.page.getByRole('region', { name: 'Details' });
  }

  /** A field of the event that is picked; other panels have fields with names like it. */
  field(name: string): Locator {
    return this.page.getByRole('region', { name: 'Compose' }).getByRole('textbox', { name });
  }

  /** The button of a client, which also shows its state. */
  chip(client: string): Locator {
    return this.page
      .getByRole('list', { name: 'Clients' })
      .getByRole('button', { name: new RegExp(`^${client}, `) });
  }

  async expectConnected(client: string): Promise<void> {
    await expect(this.chip(client)).toHaveAccessibleName(`${client}, connected`);
  }

  async as(client: string): Promise<void> {
    await this.chip(client).click();
  }

  async pick(event: string): Promise<void> {
    await this.page
      .getByRole('navigation', { name: 'Events' })
      .getByRole('button', { name: event, exact: true })
      .click();
  }

  /** Writes over the whole text of a JSON editor, as keys do: the selection of `fill` may reach the editor after its text. */
  async overwrite(editor: Locator, text: string): Promise<void> {
    await editor.press('ControlOrMeta+a');
    await this.page.keyboard.insertText(text);
  }

  /** Sends the picked event and waits for its reply. */
  async expectSent(reply: string | RegExp = /^OK in/): Promise<void> {
    await this.send.click();
    await expect(this.lastReply).toContainText(reply);
  }

  /** Playwright takes `aria-disabled` for "cannot be pressed", but a blocked Send can be: it says why. */
  async pressBlockedSend(): Promise<void> {
    await expect(this.send).toHaveAttribute('aria-disabled', 'true');
    await this.send.click({ force: true });
  }

  async logIn(client: string, name: string): Promise<void> {
    await this.as(client);
    await this.pick('session:login');
    await this.field('name').fill(name);
    await this.expectSent();
  }

  async join(client: string, room: string): Promise<void> {
    await this.as(client);
    await this.pick('room:join');
    await this.field('room').fill(room);
    await this.expectSent();
  }

  async openTab(name: string): Promise<void> {
    await this.page.getByRole('tab', { name, exact: true }).click();
  }
}
