import { MantineProvider } from '@mantine/core';
import type { ReactElement } from 'react';
import { expect, it, vi } from 'vitest';
import { render } from 'vitest-browser-react';
import '../../app/mantine-styles.ts';
import '../../app/tokens.css';
import { LatencyHistogram } from '../../lib/latency-histogram.ts';
import { LatencyChart } from './latency-chart.tsx';
import { RatesChart } from './rates-chart.tsx';

// That of a browser that was started with LANG=C; uPlot asks for it when it is imported.
vi.hoisted(() => Object.defineProperty(navigator, 'language', { value: 'en-US@posix', configurable: true }));

const histogramOf = (...latencies: number[]): LatencyHistogram => {
  const histogram = new LatencyHistogram();
  for (const latency of latencies) histogram.add(latency);
  return histogram;
};

const rates = {
  seconds: [1_000, 1_001, 1_002, 1_003],
  sent: [1, 4, 0, 2],
  replies: [1, 4, 0, 2],
  events: [0, 9, 3, 7],
};

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

/** The colours on the canvas, without the see-through ones. */
function coloursOf(canvas: HTMLCanvasElement): Set<string> {
  const { data } = canvas.getContext('2d')?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
  const colours = new Set<string>();
  for (let index = 0; index < data.length; index += 4) {
    if (data[index + 3] === 255) colours.add(`${data[index]},${data[index + 1]},${data[index + 2]}`);
  }
  return colours;
}

const canvasIn = (element: Element): HTMLCanvasElement => {
  const canvas = element.querySelector('canvas');
  if (!canvas) throw new Error('There is no canvas.');
  return canvas;
};

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

it('paints in the colours of the theme, and anew when it changes', async () => {
  const chart = <RatesChart rates={rates} step={5} />;
  const screen = await render(<Themed scheme="light">{chart}</Themed>);
  const canvas = canvasIn(screen.container);
  // The accent of tokens.css, in its two themes.
  await expect.poll(() => coloursOf(canvas).has('15,110,101')).toBe(true);
  await screen.rerender(<Themed scheme="dark">{chart}</Themed>);
  await expect.poll(() => coloursOf(canvas).has('92,201,185')).toBe(true);
  expect(coloursOf(canvas).has('15,110,101')).toBe(false);
});

it('is as wide as its place, also when that changes', async () => {
  const chart = <RatesChart rates={rates} step={5} />;
  const screen = await render(<Themed scheme="light">{chart}</Themed>);
  const plot = screen.getByRole('img').element();
  await expect.poll(() => canvasIn(plot).clientWidth).toBe(plot.clientWidth);
  const before = plot.clientWidth;
  await screen.rerender(
    <Themed scheme="light" width={380}>
      {chart}
    </Themed>,
  );
  await expect.poll(() => plot.clientWidth).toBeLessThan(before);
  await expect.poll(() => canvasIn(plot).clientWidth).toBe(plot.clientWidth);
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
