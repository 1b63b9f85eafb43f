import type { ReactElement } from 'react';
import ui from './ui.module.css';

const HUES = 6;

/** A client's colour; its name always stands beside it. */
export function ClientDot({ hue }: { hue: number }): ReactElement {
  return <span className={ui.dot} style={{ background: `var(--sb-hue-${hue % HUES})` }} aria-hidden />;
}
