import type { Frame } from '@switchboard/client/devtools';
import type { ReactElement } from 'react';
import ui from '../../../components/ui.module.css';
import { formatSize, hexRows } from '../../../lib/bytes.ts';
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
export function FramesTab({ frames, hidden }: FramesTabProps): ReactElement {
  if (hidden) return <p className={ui.hint}>{DETAILS.secretPackets}</p>;
  if (!frames || frames.length === 0) {
    return <p className={ui.hint}>{DETAILS.noPackets}</p>;
  }
  return (
    <ol className={styles.frames}>
      {frames.map((frame, index) => {
        const isText = typeof frame === 'string';
        const size = isText ? new TextEncoder().encode(frame).length : frame.byteLength;
        return (
          <li key={`${index}`}>
            <p className={ui.hint}>
              {DETAILS.packet(index + 1, frames.length)}: {isText ? DETAILS.text : DETAILS.binary},{' '}
              {formatSize(size)}
            </p>
            <pre className={isText ? styles.json : styles.hex}>
              {isText ? cutText(frame) : cutBytes(frame)}
            </pre>
          </li>
        );
      })}
    </ol>
  );
}

function cutText(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}\n${DETAILS.cut}` : text;
}

function cutBytes(bytes: Uint8Array): string {
  const lines = hexRows(bytes, MAX_BYTES).map(
    ({ offset, hex, text }) => `${offset}  ${hex.padEnd(47)}  ${text}`,
  );
  return [...lines, ...(bytes.length > MAX_BYTES ? [DETAILS.cut] : [])].join('\n');
}
