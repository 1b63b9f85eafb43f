import { MantineProvider } from '@mantine/core';
import type { ReactElement } from 'react';
import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import '../../app/mantine-styles.ts';
import '../../app/tokens.css';
import { LatencyHistogram } from '../../traffic/latency-histogram.ts';
import { LatencyChart } from './latency-chart.tsx';
import { RatesChart } from './rates-chart.tsx';

// That of a browser that was started with LANG=C.
vi.hoisted(() => Object.defineProperty(navigator, 'language', { value: 'en-US@posix', configurable: true }));

const histogramOf = (...latencies: number[]): LatencyHistogram => {
  const histogram = new LatencyHistogram();
  for (const latency of latencies) histogram.add(latency);
  return histogram;
};

const rates = [
  { second: 1_000, sent: 1, replies: 1, events: 0 },
  { second: 1_001, sent: 4, replies: 4, events: 9 },
  { second: 1_002, sent: 0, replies: 0, events: 3 },
  { second: 1_003, sent: 2, replies: 2, events: 7 },
];

function Themed({
  scheme,
  width = 600,
  children,
}: {
  scheme: 'light' | 'dark';
  width?: number;
  children: ReactElement;
}) {
  return (
    <MantineProvider deduplicateCssVariables={false} forceColorScheme={scheme}>
      <div style={{ width }}>{children}</div>
    </MantineProvider>
  );
}

const linesIn = (element: Element): SVGPolylineElement[] => [...element.querySelectorAll('polyline')];

it('says in the table what the bars show, whatever the language of the browser is', async () => {
  const rows = [
    { event: 'a:b', latencies: histogramOf(10, 20, 30, 400), unanswered: 1 },
    { event: 'c:d', latencies: histogramOf(), unanswered: 2 },
  ];
  const screen = await render(
    <Themed scheme="light">
      <LatencyChart rows={rows} />
    </Themed>,
  );
  const table = screen.getByRole('table', { name: 'Latency by event' });
  await expect
    .element(table.getByRole('row', { name: /^a:b 4 2\d ms 400 ms 400 ms 400 ms 1$/ }))
    .toBeVisible();
  await expect.element(table.getByRole('row', { name: 'c:d 0 – – – – 2' })).toBeVisible();
  await expect.element(screen.getByRole('img', { name: /p50 2\d ms, p95 400 ms, p99 400 ms/ })).toBeVisible();
});

it('draws a bar for the latencies between each two steps, and marks the percentiles', async () => {
  const rows = [{ event: 'a:b', latencies: histogramOf(10, 10, 10, 400), unanswered: 0 }];
  const screen = await render(
    <Themed scheme="light">
      <LatencyChart rows={rows} />
    </Themed>,
  );
  const plot = screen.getByRole('img').element();
  const bars = [...plot.querySelectorAll('rect')].map((bar) => bar.getBoundingClientRect());
  const [area, [first, last]] = [plot.querySelector('svg')?.getBoundingClientRect(), [bars[0], bars.at(-1)]];
  if (!area || !first || !last) throw new Error('There are no bars.');
  // 3 of at most 4, and 1.
  expect(first.height / area.height).toBeCloseTo(0.75, 2);
  expect(last.height / area.height).toBeCloseTo(0.25, 2);
  expect(last.bottom).toBeCloseTo(area.bottom, 0);
  expect([first.left > area.left, last.right < area.right]).toEqual([true, true]);
  const marks = ['p50', 'p95', 'p99'].map((name) => screen.getByText(new RegExp(`^${name} `)).element());
  const [p50, p95] = marks.map((mark) => mark.parentElement?.getBoundingClientRect().left ?? 0);
  expect(Math.abs((p50 ?? 0) - first.right)).toBeLessThan(first.width);
  expect(Math.abs((p95 ?? 0) - last.right)).toBeLessThan(last.width);
  for (const mark of marks) {
    expect(mark.getBoundingClientRect().right).toBeLessThanOrEqual(area.right);
    expect(mark.getBoundingClientRect().left).toBeGreaterThanOrEqual(area.left);
  }
});

it('draws a line for each kind of message, in the colours of the theme', async () => {
  const chart = <RatesChart rates={rates} step={5} />;
  const screen = await render(<Themed scheme="light">{chart}</Themed>);
  const [sent, , events] = linesIn(screen.container);
  expect(events?.getAttribute('points')).toBe('0,0 1,9 2,3 3,7');
  // The accent of tokens.css, in its two themes.
  const color = (): string => getComputedStyle(sent as Element).stroke;
  expect(color()).toBe('rgb(15, 110, 101)');
  await screen.rerender(<Themed scheme="dark">{chart}</Themed>);
  await expect.poll(color).toBe('rgb(92, 201, 185)');
});

it('is as wide as its place, also when that changes', async () => {
  const chart = <RatesChart rates={rates} step={5} />;
  const screen = await render(<Themed scheme="light">{chart}</Themed>);
  const plot = screen.getByRole('img').element();
  const [first] = linesIn(plot);
  const right = (element: Element | undefined): number => element?.getBoundingClientRect().right ?? 0;
  expect(Math.abs(right(first) - right(plot))).toBeLessThan(2);
  const before = plot.clientWidth;
  await screen.rerender(
    <Themed scheme="light" width={380}>
      {chart}
    </Themed>,
  );
  await expect.poll(() => plot.clientWidth).toBeLessThan(before);
  expect(Math.abs(right(first) - right(plot))).toBeLessThan(2);
});

it('says what to do while there is nothing', async () => {
  const screen = await render(
    <Themed scheme="light">
      <LatencyChart rows={[]} />
    </Themed>,
  );
  await expect.element(screen.getByText('No replies yet: send an event that has a reply.')).toBeVisible();
  await expect.element(screen.getByText('No calls yet.')).toBeVisible();
});
