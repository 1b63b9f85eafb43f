import type uPlot from 'uplot';
import { tokenColor } from './token-color.ts';

/** An upright line at a place of the x axis. */
export interface Mark {
  readonly at: number;
  readonly label: string;
}

const LINE_HEIGHT = 14;

/** Draws the lines over a chart. Each text stands lower than the one before it, so that close ones can be read. */
export function drawMarks(plot: uPlot, marks: readonly Mark[]): void {
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
