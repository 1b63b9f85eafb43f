import { type Browser, type CDPSession, chromium, type Page } from '@playwright/test';

export interface Counters {
  readonly received: number;
  readonly kept: number;
  readonly capacity: number;
  readonly dropped: number;
}

/** A period of the page's own clock, in milliseconds. */
export interface Period {
  readonly start: number;
  readonly end: number;
}

/** The console in a browser, with its timeline open, as someone watches it. */
export class ConsoleUnderLoad {
  readonly #browser: Browser;
  readonly #page: Page;
  readonly #debugger: CDPSession;

  private constructor(browser: Browser, page: Page, session: CDPSession) {
    this.#browser = browser;
    this.#page = page;
    this.#debugger = session;
  }

  /** Opens it and waits until both of its clients are connected. */
  static async open(
    url: string,
    capacity: number,
    executablePath: string | undefined,
  ): Promise<ConsoleUnderLoad> {
    const browser = await chromium.launch(executablePath ? { executablePath } : {});
    const page = await browser.newPage({ viewport: { width: 1440, height: 900 } });
    await page.addInitScript((rows) => {
      localStorage.setItem('switchboard.log-capacity', JSON.stringify(rows));
      const tasks: { start: number; end: number }[] = [];
      Reflect.set(window, 'longTasks', tasks);
      new PerformanceObserver((list) => {
        for (const { startTime, duration } of list.getEntries())
          tasks.push({ start: startTime, end: startTime + duration });
      }).observe({ type: 'longtask', buffered: true });
    }, capacity);
    await page.goto(`${url}/console/`);
    const clients = page.getByRole('list', { name: 'Clients' });
    for (const name of ['Alice', 'Bob'])
      await clients.getByRole('button', { name: `${name}, connected` }).waitFor();
    await page.getByRole('list', { name: 'Timeline' }).waitFor();
    return new ConsoleUnderLoad(browser, page, await page.context().newCDPSession(page));
  }

  /** Bytes of JavaScript in use after a garbage collection, and when that ran: it holds up the page like any task. */
  async heap(): Promise<{ bytes: number; collection: Period }> {
    const start = await this.now();
    await this.#debugger.send('HeapProfiler.collectGarbage');
    const { usedSize } = await this.#debugger.send('Runtime.getHeapUsage');
    return { bytes: usedSize, collection: { start, end: await this.now() } };
  }

  /** What the list of events and the status bar say. */
  async counters(): Promise<Counters> {
    const event = this.#page
      .getByRole('navigation', { name: 'Events' })
      .getByRole('button', { name: 'message:sent', exact: true });
    const described = (await event.getAttribute('aria-describedby')) ?? '';
    const seen = await this.#page.locator(`[id="${described}"]`).textContent();
    const status = await this.#page.getByRole('contentinfo').textContent();
    return {
      received: numberIn(seen, /seen ([\d,]+) times/),
      kept: numberIn(status, /([\d,]+) of [\d,]+ rows/),
      capacity: numberIn(status, /[\d,]+ of ([\d,]+) rows/),
      dropped: numberIn(status, /rows\s*([\d,]+) dropped/),
    };
  }

  /** The place of the newest row on the screen among all rows, to see that the view follows. */
  async newestShown(): Promise<number> {
    const rows = this.#page.getByRole('list', { name: 'Timeline' }).locator('li');
    return Number(await rows.last().getAttribute('aria-posinset'));
  }

  /** Every task of the page over 50 ms since `since`. */
  longTasks(since: number): Promise<Period[]> {
    return this.#page.evaluate(
      (start) => (Reflect.get(window, 'longTasks') as Period[]).filter((task) => task.start >= start),
      since,
    );
  }

  /** The time of the page's own clock. */
  now(): Promise<number> {
    return this.#page.evaluate(() => performance.now());
  }

  close(): Promise<void> {
    return this.#browser.close();
  }
}

function numberIn(text: string | null, pattern: RegExp): number {
  const number = pattern.exec(text ?? '')?.[1];
  if (number === undefined) throw new Error(`The console does not say ${pattern} any more, but: ${text}`);
  return Number(number.replaceAll(',', ''));
}
