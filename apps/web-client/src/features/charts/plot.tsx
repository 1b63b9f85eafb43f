// First: uPlot reads the language when it is imported.
import './language-tag.ts';
import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { type ReactElement, useEffect, useRef } from 'react';
import uPlot, { type AlignedData, type Options, type Series } from 'uplot';
import styles from './charts.module.css';

/** Draws a series as bars, which start at their value. */
export const BARS: Pick<Series, 'paths'> = {
  ...(uPlot.paths.bars && { paths: uPlot.paths.bars({ size: [0.86, 48], align: -1 }) }),
};

/** A vertical line at a place of the x axis. */
export interface Mark {
  readonly at: number;
  readonly label: string;
}

export type PlotOptions = Pick<Options, 'series' | 'scales'> & {
  /** The texts at the x axis. */
  readonly xLabels: (values: readonly number[]) => string[];
};

export interface PlotProps {
  /** What it shows, for a screen reader; the numbers are in the table beside it. */
  readonly label: string;
  /** The same object for as long as the plot has the same lines. */
  readonly options: PlotOptions;
  readonly data: AlignedData;
  /** Vertical lines with a text. */
  readonly marks?: readonly Mark[];
}

const HEIGHT = 190;
const NO_MARKS: readonly Mark[] = [];

/** A chart as wide as its place, in the colours of the theme. */
export function Plot({ label, options, data, marks = NO_MARKS }: PlotProps): ReactElement {
  const host = useRef<HTMLDivElement>(null);
  const plot = useRef<uPlot>(undefined);
  const latest = useRef({ data, marks });
  latest.current = { data, marks };
  const scheme = useComputedColorScheme('light', { getInitialValueInEffect: false });

  useEffect(() => {
    const element = host.current;
    if (!element) return;
    const size = (): { width: number; height: number } => ({
      width: Math.max(120, element.clientWidth),
      height: HEIGHT,
    });
    const made = new uPlot(
      { ...completeOptions(options, () => latest.current.marks), ...size() },
      latest.current.data,
      element,
    );
    plot.current = made;
    const observer = new ResizeObserver(() => made.setSize(size()));
    observer.observe(element);
    return () => {
      observer.disconnect();
      made.destroy();
    };
  }, [options]);
  useEffect(() => plot.current?.setData(data), [data, marks]);
  // Colours are looked up at each paint; those of a new theme are there once the page has it, which is after this.
  useEffect(() => {
    const frame = requestAnimationFrame(() => plot.current?.redraw());
    return () => cancelAnimationFrame(frame);
  }, [scheme]);

  return <div ref={host} className={styles.plot} role="img" aria-label={label} />;
}

function completeOptions(
  { series, scales, xLabels }: PlotOptions,
  marks: () => readonly Mark[],
): Omit<Options, 'width' | 'height'> {
  const font = '11px system-ui, sans-serif';
  const axis = {
    font,
    stroke: ({ root }: uPlot) => tokenColor(root, '--sb-dim'),
    grid: { stroke: ({ root }: uPlot) => tokenColor(root, '--sb-line'), width: 1 },
    ticks: { stroke: ({ root }: uPlot) => tokenColor(root, '--sb-line'), width: 1, size: 4 },
  };
  return {
    series,
    scales: { ...scales, y: { range: (_plot, _min, max) => [0, Math.max(1, max * 1.1)] } },
    axes: [
      { ...axis, size: 26, space: 70, values: (_plot, values) => xLabels(values) },
      {
        ...axis,
        size: 44,
        space: 34,
        incrs: [1, 2, 5, 10, 20, 50, 100, 200, 500, 1_000, 2_000, 5_000, 10_000],
      },
    ],
    legend: { show: false },
    cursor: { show: false },
    hooks: { draw: [(drawn) => drawMarks(drawn, marks())] },
  };
}

const LINE_HEIGHT = 14;

/** Draws the lines over a chart. Each text is one line lower than the one before it, so that close ones can be read. */
function drawMarks(plot: uPlot, marks: readonly Mark[]): void {
  const { ctx, bbox, root } = plot;
  const scale = devicePixelRatio;
  ctx.save();
  ctx.strokeStyle = tokenColor(root, '--sb-bad');
  ctx.fillStyle = tokenColor(root, '--sb-text');
  ctx.font = `${11 * scale}px system-ui, sans-serif`;
  ctx.textBaseline = 'top';
  for (const [index, { at, label }] of marks.entries()) {
    const x = Math.round(plot.valToPos(at, 'x', true));
    ctx.setLineDash([4 * scale, 3 * scale]);
    ctx.lineWidth = scale;
    ctx.beginPath();
    ctx.moveTo(x, bbox.top);
    ctx.lineTo(x, bbox.top + bbox.height);
    ctx.stroke();
    const fits = x + 4 * scale + ctx.measureText(label).width < bbox.left + bbox.width;
    ctx.textAlign = fits ? 'left' : 'right';
    ctx.fillText(label, x + (fits ? 4 : -4) * scale, bbox.top + (2 + index * LINE_HEIGHT) * scale);
  }
  ctx.restore();
}

/**
 * What a colour of the console is right now, in a form that a canvas takes. The value of a custom property still holds
 * `light-dark()`; only a colour that makes use of it is resolved.
 */
export function tokenColor(near: HTMLElement, token: `--sb-${string}`): string {
  const probe = document.createElement('span');
  probe.style.color = `var(${token})`;
  near.append(probe);
  const { color } = getComputedStyle(probe);
  probe.remove();
  return color;
}
