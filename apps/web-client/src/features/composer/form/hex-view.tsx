import { type ReactElement, useState } from 'react';
import { hexRows } from '../../../lib/bytes-text.ts';
import styles from './form.module.css';

const SHOWN = 1_024;

/** The bytes in rows of sixteen: where, in hex, and what can be read of them. */
export function HexView({ bytes, label }: { bytes: Uint8Array; label: string }): ReactElement {
  const [open, setOpen] = useState(false);
  const more = bytes.byteLength - SHOWN;
  return (
    <details className={styles.hex} onToggle={(event) => setOpen(event.currentTarget.open)}>
      <summary>{label}</summary>
      {open && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: a scrolling region needs focus to be scrolled by key
        <section tabIndex={0} aria-label={label} className={styles.hexRows}>
          <pre>
            {hexRows(bytes, SHOWN)
              .map(({ offset, hex, text }) => `${offset}  ${hex.padEnd(47)}  ${text}`)
              .join('\n')}
          </pre>
          {more > 0 && <p className={styles.description}>… and {more.toLocaleString('en')} bytes more</p>}
        </section>
      )}
    </details>
  );
}
