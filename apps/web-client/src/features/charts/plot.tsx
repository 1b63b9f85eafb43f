import 'uplot/dist/uPlot.min.css';
import { useComputedColorScheme } from '@mantine/core';
import { type ReactElement, useEffect, useRef } from 'react';
import uPlot, { type AlignedData, type Options } from 'uplot';
import styles from './charts.module.css';
import { drawMarks, type Mark } from './draw-marks.ts';
import { tokenColor } from './token-color.ts';

export type PlotOptions = Pick<Options, 'series' | 'scales'> & {
  /** The texts at the x axis. */
  readonly xLabels: (values: readonly number[]) => string[];
};

export interface PlotProps {
  /** What it shows, for those who do not see it; the numbers stand in the table beside it. */
  readonly label: string;
  /** The same object for as long as the plot has the same lines. */
  readonly options: PlotOptions;
  readonly data: AlignedData;
  /** Upright lines with a text. */
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
