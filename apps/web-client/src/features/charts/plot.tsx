import type { ReactElement, ReactNode } from 'react';
import styles from './charts.module.css';

export interface PlotProps {
  /** What it shows, for a screen reader; the numbers are in the table beside it. */
  readonly label: string;
  /** How much it holds from left to right, in the units of what is drawn. */
  readonly width: number;
  readonly max: number;
  /** The text below a place of its width, which is from 0 to 1. */
  readonly xLabel: (place: number) => string;
  /** Vertical lines with a text. */
  readonly marks?: readonly { readonly at: number; readonly label: string }[];
  /** Lines and bars in SVG, with 0 at the left and the bottom. */
  readonly children: ReactNode;
}

/** A chart as wide as its place. */
export function Plot({ label, width, max, xLabel, marks = [], children }: PlotProps): ReactElement {
  const top = roundUp(max);
  return (
    <div className={styles.plot} role="img" aria-label={label}>
      <div className={styles.yAxis}>
        {[top, top / 2, 0].map((tick) => (
          <span key={tick}>{tick.toLocaleString('en')}</span>
        ))}
      </div>
      <div className={styles.area}>
        <svg viewBox={`0 0 ${width} ${top}`} preserveAspectRatio="none" aria-hidden>
          <g transform={`matrix(1 0 0 -1 0 ${top})`}>{children}</g>
        </svg>
        {marks.map(({ at, label: text }, line) => (
          <span
            key={text}
            className={styles.mark}
            data-left={at / width > 0.7 || undefined}
            style={{ left: `${(at / width) * 100}%` }}
          >
            {/* One line lower than the one before it, so that close ones can be read. */}
            <span style={{ top: line * 14 }}>{text}</span>
          </span>
        ))}
      </div>
      <div className={styles.xAxis}>
        {[0, 1 / 3, 2 / 3, 1].map((place) => (
          <span key={place}>{xLabel(place)}</span>
        ))}
      </div>
    </div>
  );
}

/** The first of 2, 4, 6, 10, 20, 40, … that is not below a number: half of it is whole, too. */
function roundUp(number: number): number {
  const unit = 10 ** Math.floor(Math.log10(Math.max(1, number)));
  return [2, 4, 6, 10].map((factor) => factor * unit).find((step) => step >= number) ?? number;
}
