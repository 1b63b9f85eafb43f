import type { Curve, Point, Series } from './curve.ts';
import { createScale } from './scale.ts';

const SIZE = { width: 640, height: 360 };
const PLOT = { left: 72, right: 596, top: 64, bottom: 304 };

/** The colours of both schemes, and what tells the lines apart without them. */
const STYLE = `
  text { font: 13px system-ui, sans-serif; fill: #3f4652 }
  .title { font-size: 15px; font-weight: 600 }
  .grid { stroke: #8a93a3; stroke-opacity: .3 }
  .line { fill: none; stroke-width: 2.5 }
  .a { stroke: #1d5fd1 } .a.mark { fill: #1d5fd1 }
  .b { stroke: #b45309 } .b.mark { fill: #b45309 }
  .c { stroke: #15803d } .c.mark { fill: #15803d }
  .d { stroke: #7e22ce } .d.mark { fill: #7e22ce }
  .e { stroke: #64748b } .e.mark { fill: #64748b }
  .b.line { stroke-dasharray: 7 4 }
  .c.line { stroke-dasharray: 2 3 }
  .d.line { stroke-dasharray: 12 4 2 4 }
  .e.line { stroke-dasharray: 12 6 }
  .spread { stroke-width: 1.5 }
  @media (prefers-color-scheme: dark) {
    text { fill: #c9d1dc }
    .a { stroke: #6ea8ff } .a.mark { fill: #6ea8ff }
    .b { stroke: #f0a94a } .b.mark { fill: #f0a94a }
    .c { stroke: #5fd38a } .c.mark { fill: #5fd38a }
    .d { stroke: #c792ea } .d.mark { fill: #c792ea }
    .e { stroke: #a3b0c2 } .e.mark { fill: #a3b0c2 }
  }`;

const CLASSES = ['a', 'b', 'c', 'd', 'e'] as const;
/** Names of lines beside each other, above the plot. */
const KEYS = 3;

interface Placing {
  readonly x: (value: number) => number;
  readonly y: (value: number) => number;
}

/** Draws up to five series as an SVG that reads in light and in dark. */
export function draw({ title, x, y, series }: Curve): string {
  const points = series.flatMap((each) => each.points);
  const across = createScale(
    x.scale,
    points.map((point) => point.x),
  );
  const up = createScale(
    y.scale,
    points.flatMap(({ min, max }) => [min, max]),
  );
  const at: Placing = {
    x: (value) => round(PLOT.left + across.place(value) * (PLOT.right - PLOT.left)),
    y: (value) => round(PLOT.bottom - up.place(value) * (PLOT.bottom - PLOT.top)),
  };
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 ${SIZE.width} ${SIZE.height}" role="img" aria-labelledby="title desc">`,
    `<title id="title">${escaped(title)}</title>`,
    `<desc id="desc">${escaped(describe(series))}</desc>`,
    `<style>${STYLE}\n</style>`,
    text({ x: PLOT.left, y: 24, anchor: 'start', kind: 'title' }, title),
    ...up.ticks.flatMap((tick) => [
      `<line class="grid" x1="${PLOT.left}" x2="${PLOT.right}" y1="${at.y(tick)}" y2="${at.y(tick)}"/>`,
      text({ x: PLOT.left - 8, y: at.y(tick) + 4, anchor: 'end' }, number(tick)),
    ]),
    ...[...new Set(points.map((point) => point.x))].flatMap((tick) => [
      `<line class="grid" x1="${at.x(tick)}" x2="${at.x(tick)}" y1="${PLOT.top}" y2="${PLOT.bottom}"/>`,
      text({ x: at.x(tick), y: PLOT.bottom + 20, anchor: 'middle' }, number(tick)),
    ]),
    text({ x: (PLOT.left + PLOT.right) / 2, y: SIZE.height - 12, anchor: 'middle' }, x.label),
    `<text transform="translate(16 ${(PLOT.top + PLOT.bottom) / 2}) rotate(-90)" text-anchor="middle">${escaped(y.label)}</text>`,
    ...series.flatMap((each, index) => drawSeries(each, index, at)),
    '</svg>',
    '',
  ].join('\n');
}

function drawSeries({ name, points }: Series, index: number, at: Placing): string[] {
  const kind = CLASSES[index % CLASSES.length] ?? CLASSES[0];
  const key = PLOT.left + (index % KEYS) * 180;
  const above = 40 + Math.floor(index / KEYS) * 16;
  return [
    `<path class="line ${kind}" d="M${key} ${above}h32"/>`,
    mark(kind, key + 16, above),
    text({ x: key + 40, y: above + 4, anchor: 'start' }, name),
    `<polyline class="line ${kind}" points="${points.map(({ x, median }) => `${at.x(x)},${at.y(median)}`).join(' ')}"/>`,
    ...points.map(
      ({ x, min, max }) => `<path class="spread ${kind}" d="M${at.x(x)} ${at.y(min)}V${at.y(max)}"/>`,
    ),
    ...points.map(({ x, median }) => mark(kind, at.x(x), at.y(median))),
  ];
}

/** A circle for the first line, a square for the others. */
function mark(kind: (typeof CLASSES)[number], x: number, y: number): string {
  if (kind === 'a') return `<circle class="mark a" cx="${x}" cy="${y}" r="4"/>`;
  return `<rect class="mark ${kind}" x="${round(x - 3.5)}" y="${round(y - 3.5)}" width="7" height="7"/>`;
}

interface TextPlace {
  readonly x: number;
  readonly y: number;
  readonly anchor: 'start' | 'middle' | 'end';
  readonly kind?: 'title';
}

function text({ x, y, anchor, kind }: TextPlace, content: string): string {
  const named = kind ? ` class="${kind}"` : '';
  return `<text${named} x="${x}" y="${y}" text-anchor="${anchor}">${escaped(content)}</text>`;
}

/** The figures in words, for whoever does not see the lines. */
function describe(series: readonly Series[]): string {
  const told = ({ x, median }: Point): string => `${number(x)}: ${number(median)}`;
  return series.map(({ name, points }) => `${name}: ${points.map(told).join(', ')}.`).join(' ');
}

function number(value: number): string {
  return Number(value.toPrecision(3)).toLocaleString('en', { maximumSignificantDigits: 3 });
}

function round(value: number): number {
  return Math.round(value * 10) / 10;
}

function escaped(content: string): string {
  return content.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
