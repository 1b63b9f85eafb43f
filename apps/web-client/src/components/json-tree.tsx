import { Braces } from 'lucide-react';
import type { ReactElement, ReactNode } from 'react';
import { formatSize } from '../lib/bytes.ts';
import { formatPath } from './issue-list.tsx';
import styles from './json-tree.module.css';

export type TreePath = readonly (string | number)[];

export interface JsonTreeProps {
  readonly value: unknown;
  /** Offers each node as a variable: told its place in the value, and what stands there. */
  readonly onPick?: ((path: TreePath, value: unknown) => void) | undefined;
}

interface NodeProps extends JsonTreeProps {
  readonly path: TreePath;
}

/** A list longer than this is cut: nobody reads it, and the page must not freeze. */
const MAX_ITEMS = 200;
const OPEN_DEPTH = 3;

/** A payload or reply as a tree that opens and closes; binary is shown by its size. */
export function JsonTree({ value, onPick }: JsonTreeProps): ReactElement {
  return (
    <div className={styles.tree} data-pickable={onPick !== undefined || undefined}>
      <Node value={value} path={[]} onPick={onPick} />
    </div>
  );
}

function Node(props: NodeProps): ReactElement {
  const { value, path, onPick } = props;
  const isBranch = typeof value === 'object' && value !== null && !(value instanceof Uint8Array);
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
          aria-label={`Use ${path.length === 0 ? 'the whole value' : formatPath(path)} as variable…`}
          title="Use as variable…"
          onClick={() => onPick(path, value)}
        >
          <Braces size={12} aria-hidden />
        </button>
      )}
    </div>
  );
}

function Branch({ value, path, onPick }: NodeProps & { readonly value: object }): ReactElement {
  const isList = Array.isArray(value);
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  return (
    <details open={path.length < OPEN_DEPTH}>
      <summary>
        <Key path={path} />
        <span className={styles.hint}>{isList ? `[${entries.length}]` : `{${entries.length}}`}</span>
      </summary>
      <ul>
        {entries.slice(0, MAX_ITEMS).map(([key, item]) => (
          <li key={key}>
            <Node value={item} path={[...path, isList ? Number(key) : key]} onPick={onPick} />
          </li>
        ))}
        {entries.length > MAX_ITEMS && <li className={styles.hint}>… {entries.length - MAX_ITEMS} more</li>}
      </ul>
    </details>
  );
}

function Key({ path }: { path: TreePath }): ReactNode {
  return path.length > 0 && <span className={styles.key}>{path.at(-1)}: </span>;
}

function Scalar({ value }: { value: unknown }): ReactElement {
  if (value instanceof Uint8Array) {
    return <span className={styles.keyword}>binary, {formatSize(value.byteLength)}</span>;
  }
  if (typeof value === 'string') return <span className={styles.string}>{JSON.stringify(value)}</span>;
  if (typeof value === 'number') return <span className={styles.number}>{value}</span>;
  return <span className={styles.keyword}>{String(value)}</span>;
}
