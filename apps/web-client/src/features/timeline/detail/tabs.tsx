import type { Frame } from '@switchboard/client/devtools';
import { Braces } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { CopyButton } from '../../../components/copy.tsx';
import { type JsonPath, JsonTree } from '../../../components/json-tree.tsx';
import { lazyPart } from '../../../components/lazy-part.tsx';
import { SmallButton } from '../../../components/small-button.tsx';
import ui from '../../../components/ui.module.css';
import { VariableDialog } from '../../../components/variable-dialog.tsx';
import { variableAt } from '../../../drafts/variables.ts';
import { formatPath } from '../../../lib/at-path.ts';
import { formatSize, hexDump } from '../../../lib/bytes.ts';
import { formatTime } from '../../../lib/format-time.ts';
import { DETAILS } from '../../../texts/details.ts';
import type { Row } from '../rows.ts';
import styles from './detail.module.css';
import { compareValues, detailOf, writeValue } from './detail-of.ts';

const CodeView = lazyPart(DETAILS.jsonPart, () => import('../../../components/code-view.tsx'), 'CodeView');

export interface TreeTabProps {
  /** What is shown: the whole, or the whole without its secrets. */
  readonly value: unknown;
  /** What a variable is taken from, and the server that it belongs to: none is taken where that is not known. */
  readonly whole: unknown;
  readonly server: string | undefined;
}

/** The content as a tree. A place that is picked can be copied, by its value or by its path, or made a variable. */
export function TreeTab({ value, whole, server }: TreeTabProps): ReactElement {
  const [picked, setPicked] = useState<{ path: JsonPath; value: unknown }>();
  const [isNaming, setNaming] = useState(false);
  if (value === undefined) return <p className={ui.hint}>{DETAILS.noAnswerYet}</p>;
  return (
    <>
      {picked && (
        <div className={`${ui.card} ${ui.bar} ${styles.picked}`} role="status">
          <code className={ui.grow}>{formatPath(picked.path)}</code>
          <CopyButton label={DETAILS.copyValue} text={plainText(picked.value)} what={DETAILS.theValue} />
          <CopyButton label={DETAILS.copyPath} text={formatPath(picked.path)} what={DETAILS.thePath} />
          {server !== undefined && (
            <SmallButton icon={Braces} onClick={() => setNaming(true)}>
              {DETAILS.useAsVariable}
            </SmallButton>
          )}
        </div>
      )}
      <JsonTree value={value} onPick={(path, item) => setPicked({ path, value: item })} />
      {picked && isNaming && server !== undefined && (
        <VariableDialog
          server={server}
          {...variableAt(whole, picked.path, picked.value)}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  );
}

/** A text as itself, anything else as JSON. */
function plainText(value: unknown): string {
  return typeof value === 'string' ? value : writeValue(value);
}

/** The content as JSON. */
export function PrettyTab({ value }: { value: unknown }): ReactElement {
  return <CodeView label={DETAILS.json} text={writeValue(value)} />;
}

export interface DiffTabProps {
  readonly row: Row;
  /** The row before of the same event, client and direction, if there is one. */
  readonly previous: Row | undefined;
  /** The pinned row, if it is another one. */
  readonly pinned: Row | undefined;
  readonly reveal: boolean;
}

/** What changed since the pinned row, or else since the row before. */
export function DiffTab({ row, previous, pinned, reveal }: DiffTabProps): ReactElement {
  const base = pinned ?? previous;
  if (!base) return <p className={ui.hint}>{DETAILS.nothingToCompare}</p>;
  const before = detailOf(base, reveal).value;
  const after = detailOf(row, reveal).value;
  const verdict = compareValues(before, after);
  const name = DETAILS.base(base === pinned, formatTime(base.entry.at));
  return (
    <div className={`${ui.fill} ${styles.diff}`}>
      <p className={ui.hint}>{DETAILS.compared[verdict](name)}</p>
      {verdict === 'differs' && (
        <CodeView label={DETAILS.changes(name)} before={writeValue(before)} text={writeValue(after)} />
      )}
    </div>
  );
}

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
        const shown = isText ? frame.slice(0, MAX_TEXT) : hexDump(frame, MAX_BYTES);
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
