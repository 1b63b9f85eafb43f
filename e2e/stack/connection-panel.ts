import { expect, type Locator, type Page } from '@playwright/test';

/** One client's part of the Connection panel, as its user sees it. */
export class ConnectionPanel {
  readonly region: Locator;

  constructor(page: Page, client: string) {
    this.region = page.getByRole('region', { name: `Connection of ${client}`, exact: true });
  }

  /** The latest things that its connection went through. */
  get history(): Locator {
    return this.region.getByRole('list', { name: /^Attempts of/ });
  }

  get steps(): Locator {
    return this.region.getByRole('list', { name: /^Steps of/ });
  }

  /** Why there is no connection. */
  get problem(): Locator {
    return this.region.getByRole('alert');
  }

  get apply(): Locator {
    return this.region.getByRole('button', { name: /^(Reconnect|Connect) to apply$/ });
  }

  get token(): Locator {
    return this.region.getByLabel('Token', { exact: true });
  }

  field(name: 'Namespace' | 'Path' | 'Query' | 'Auth'): Locator {
    return this.region.getByRole('textbox', { name });
  }

  transport(name: 'Polling' | 'WebSocket'): Locator {
    return this.region.getByRole('checkbox', { name });
  }

  async press(button: string): Promise<void> {
    await this.region.getByRole('button', { name: button, exact: true }).click();
  }

  /** Opens the settings, where they are not open already. */
  async openSettings(): Promise<void> {
    if (!(await this.apply.isVisible())) await this.region.getByText('Settings', { exact: true }).click();
    await expect(this.apply).toBeVisible();
  }

  /** The transport that the client is connected by. */
  async expectTransport(transport: 'polling' | 'websocket'): Promise<void> {
    await expect(this.region.getByTitle('Transport')).toHaveText(transport);
  }
}
