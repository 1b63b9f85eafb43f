import type { Frame } from '@switchboard/client/devtools';
import type { ReactElement } from 'react';
import ui from '../../../components/ui.module.css';
import { formatSize } from '../../../lib/bytes.ts';
import { hexRows } from '../../../lib/bytes-text.ts';
import { DETAILS } from '../../../texts/details.ts';
import styles from './detail.module.css';

export interface FramesTabProps {
  readonly frames: readonly Frame[] | undefined;
  /** Whether they hold a secret that is not to be revealed. */
  readonly hidden: boolean;
}

/** More of one packet is cut. */
const MAX_TEXT = 100_000;
const MAX_BYTES = 16_384;

/** The packets as they went over the wire, text as text and binary as a hex editor shows it. */
export function FramesTab({ frames = [], hidden }: FramesTabProps): ReactElement {
  if (hidden || frames.length === 0)
    return <p className={ui.hint}>{hidden ? DETAILS.secretPackets : DETAILS.noPackets}</p>;
  return (
    <ol className={ui.form}>
      {frames.map((frame, index) => {
        const isText = typeof frame === 'string';
        const bytes = isText ? new TextEncoder().encode(frame) : frame;
        const shown = isText ? frame.slice(0, MAX_TEXT) : hexText(frame);
        const isCut = isText ? frame.length > MAX_TEXT : frame.length > MAX_BYTES;
        return (
          <li key={`${index}`}>
            <p className={ui.hint}>
              {DETAILS.packet(index + 1, frames.length)}: {isText ? DETAILS.text : DETAILS.binary},{' '}
              {formatSize(bytes.byteLength)}
            </p>
            <pre className={isText ? undefined : styles.hex}>
              {shown}
              {isCut && `\n${DETAILS.cut}`}
            </pre>
          </li>
        );
      })}
    </ol>
  );
}

function hexText(bytes: Uint8Array): string {
  const rows = hexRows(bytes, MAX_BYTES);
  return rows.map(({ offset, hex, text }) => `${offset}  ${hex.padEnd(47)}  ${text}`).join('\n');
}
