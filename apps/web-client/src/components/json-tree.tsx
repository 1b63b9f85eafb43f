import { isBytes } from '@switchboard/contract';
import { Braces } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { formatPath } from '../lib/at-path.ts';
import { formatSize } from '../lib/bytes.ts';
import { PARTS } from '../texts/shell.ts';
import styles from './json-tree.module.css';
import ui from './ui.module.css';

export type JsonPath = readonly (string | number)[];

export interface JsonTreeProps {
  readonly value: unknown;
  /** Puts a button at each node; gets the node's path and its value. */
  readonly onPick?: ((path: JsonPath, value: unknown) => void) | undefined;
  readonly pickLabel?: ((place: string) => string) | undefined;
}

interface NodeProps extends JsonTreeProps {
  readonly path: JsonPath;
}

/** A list longer than this is cut: nobody reads it, and the page must not freeze. */
const MAX_ITEMS = 200;
const OPEN_DEPTH = 3;

/** What lies deeper is not drawn: a server may nest without end. */
const MAX_DEPTH = 64;

/** A payload or reply as a tree that opens and closes; binary is shown by its size. */
export function JsonTree({ value, onPick, pickLabel = PARTS.pick }: JsonTreeProps): ReactElement {
  return (
    <div className={styles.tree} data-pickable={onPick !== undefined || undefined}>
      <Node value={value} path={[]} onPick={onPick} pickLabel={pickLabel} />
    </div>
  );
}

function Node(props: NodeProps): ReactElement {
  const { value, path, onPick, pickLabel } = props;
  const isBranch = typeof value === 'object' && value !== null && !isBytes(value);
  const label = pickLabel?.(path.length === 0 ? PARTS.wholeValue : formatPath(path));
  return (
    <div className={styles.node}>
      {isBranch ? (
        <Branch {...props} value={value} />
      ) : (
        <div className={styles.leaf}>
          <Key path={path} />
          <Scalar value={value} />
        </div>
      )}
      {onPick && value !== undefined && (
        <button
          type="button"
          className={styles.pick}
          aria-label={label}
          title={label}
          onClick={() => onPick(path, value)}
        >
          <Braces size={12} aria-hidden />
        </button>
      )}
    </div>
  );
}

function Branch({ value, path, onPick, pickLabel }: NodeProps & { readonly value: object }): ReactElement {
  if (path.length === MAX_DEPTH) return <span className={ui.dim}>{PARTS.deeper(MAX_DEPTH)}</span>;
  const isList = Array.isArray(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return (
    <details open={path.length < OPEN_DEPTH}>
      <summary>
        <Key path={path} />
        <span className={ui.dim}>{isList ? `[${entries.length}]` : `{${entries.length}}`}</span>
      </summary>
      <ul>
        {entries.slice(0, MAX_ITEMS).map(([key, item]) => (
          <li key={key}>
            <Node
              value={item}
              path={[...path, isList ? Number(key) : key]}
              onPick={onPick}
              pickLabel={pickLabel}
            />
          </li>
        ))}
        {entries.length > MAX_ITEMS && (
          <li className={ui.dim}>{PARTS.moreItems(entries.length - MAX_ITEMS)}</li>
        )}
      </ul>
    </details>
  );
}

function Key({ path }: { path: JsonPath }): ReactNode {
  return path.length > 0 && <span className={styles.key}>{path.at(-1)}: </span>;
}

/** By the type of a value; any other has that of a keyword. */
const COLORS: Readonly<Record<string, string>> = { string: 'string', number: 'number', bigint: 'number' };

function Scalar({ value }: { value: unknown }): ReactElement {
  return (
    <span style={{ color: `var(--sb-${COLORS[typeof value] ?? 'keyword'})` }}>{writeScalar(value)}</span>
  );
}

function writeScalar(value: unknown): string {
  if (isBytes(value)) return PARTS.binary(formatSize(value.byteLength));
  return typeof value === 'string' ? JSON.stringify(value) : String(value);
}
