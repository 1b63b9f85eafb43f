import { expect, it } from 'vitest';
import type { Curve } from './curve.ts';
import { draw } from './draw.ts';

const curve: Curve = {
  title: 'Cost <of> a call',
  x: { label: 'events declared', scale: 'log' },
  y: { label: 'µs of CPU per call', scale: 'linear' },
  series: [
    {
      name: 'switchboard',
      points: [
        { x: 10, median: 20, min: 10, max: 30 },
        { x: 1_000, median: 40, min: 40, max: 40 },
      ],
    },
    { name: 'bare socket.io', points: [{ x: 10, median: 30, min: 30, max: 30 }] },
  ],
};
const svg = draw(curve);

it('names its axes with their units, and its lines', () => {
  for (const label of ['events declared', 'µs of CPU per call', 'switchboard', 'bare socket.io'])
    expect(svg).toContain(`>${label}</text>`);
});

it('tells its figures in words too', () => {
  expect(svg).toContain('<desc id="desc">switchboard: 10: 20, 1,000: 40. bare socket.io: 10: 30.</desc>');
  expect(svg).toContain('<title id="title">Cost &lt;of&gt; a call</title>');
});

it('puts every point in its place, with its spread', () => {
  expect(svg).toContain('points="72,184 596,64"');
  expect(svg).toContain('d="M72 244V124"');
});

it('has colours for the dark', () => {
  expect(svg).toContain('@media (prefers-color-scheme: dark)');
});
