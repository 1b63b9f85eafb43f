import { expect } from '@playwright/test';
import type { Sent } from '../plain/hand-written-client.ts';
import { ConsolePage } from './console-page.ts';

/** The console of packages/console, connected to the server that serves it. */
export class RawConsole extends ConsolePage {
  static async openAt(page: ConsolePage['page'], url: string): Promise<RawConsole> {
    await page.goto(`${url}/console`);
    const shown = new RawConsole(page);
    await shown.expectConnected('Client 1');
    return shown;
  }

  get reply() {
    return this.page.getByRole('region', { name: 'Reply', exact: true });
  }

  /** Fills the list of arguments with numbers and texts, and sends them. */
  async sendMessage({ event, args, ack }: Sent): Promise<void> {
    await this.field('Event name').fill(event);
    const list = this.page.getByRole('list', { name: 'Arguments' });
    const add = this.page.getByRole('button', { name: 'Add an argument' });
    await expect(add).toBeVisible();
    const remove = list.getByRole('button', { name: /^Remove argument/ });
    while ((await remove.count()) > 0) await remove.first().click();
    for (const [index, arg] of args.entries()) {
      await add.click();
      const item = list.getByRole('listitem').nth(index);
      await item.getByText(typeof arg === 'number' ? 'Number' : 'Text', { exact: true }).click();
      await this.field(`Argument ${index + 1}`).fill(String(arg));
    }
    await this.page.getByRole('checkbox', { name: 'Acknowledgement' }).setChecked(ack);
    await this.send.click();
    await expect(this.lastReply).toContainText(ack ? 'Answered in' : 'No reply was asked for');
  }
}
