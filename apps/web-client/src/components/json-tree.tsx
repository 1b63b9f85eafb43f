import type { ReactElement } from 'react';
import { formatSize } from '../lib/bytes.ts';
import { formatPath } from './issue-list.tsx';
import styles from './json-tree.module.css';

export type JsonPath = readonly (string | number)[];

export interface JsonTreeProps {
  readonly value: unknown;
  /** Makes every key a button that tells its place and its value. */
  readonly onPick?: ((path: JsonPath, value: unknown) => void) | undefined;
}

/** A list longer than this is cut: nobody reads it, and the page must not freeze. */
const MAX_ITEMS = 200;

/** What lies deeper is not drawn: a server may nest without end. */
const MAX_DEPTH = 64;

/** A payload or reply as a tree that opens and closes; binary is shown by its size. */
export function JsonTree({ value, onPick }: JsonTreeProps): ReactElement {
  return (
    <div className={styles.tree}>
      <Node value={value} path={[]} onPick={onPick} />
    </div>
  );
}

interface NodeProps extends JsonTreeProps {
  readonly path: JsonPath;
}

function Node({ value, path, onPick }: NodeProps): ReactElement {
  const key = path.length > 0 && <Key path={path} onPick={onPick && (() => onPick(path, value))} />;
  if (typeof value !== 'object' || value === null || value instanceof Uint8Array) {
    return (
      <div className={styles.leaf}>
        {key}
        <Scalar value={value} />
      </div>
    );
  }
  if (path.length === MAX_DEPTH) return <span className={styles.hint}>… deeper than {MAX_DEPTH} levels</span>;
  const entries = Object.entries(value).filter(([, item]) => item !== undefined);
  const isList = Array.isArray(value);
  return (
    <details open={path.length < 3}>
      <summary>
        {key}
        <span className={styles.hint}>{isList ? `[${entries.length}]` : `{${entries.length}}`}</span>
      </summary>
      <ul>
        {entries.slice(0, MAX_ITEMS).map(([name, item]) => (
          <li key={name}>
            <Node value={item} path={[...path, isList ? Number(name) : name]} onPick={onPick} />
          </li>
        ))}
        {entries.length > MAX_ITEMS && <li className={styles.hint}>… {entries.length - MAX_ITEMS} more</li>}
      </ul>
    </details>
  );
}

function Key({ path, onPick }: { path: JsonPath; onPick: (() => void) | undefined }): ReactElement {
  const name = path.at(-1);
  if (!onPick) return <span className={styles.key}>{name}: </span>;
  return (
    <>
      <button
        type="button"
        className={styles.pick}
        aria-label={`Pick ${formatPath(path)}`}
        title={`Pick ${formatPath(path)}`}
        onClick={(event) => {
          // Inside a summary a click would also open or close it.
          event.preventDefault();
          onPick();
        }}
      >
        {name}
      </button>
      {': '}
    </>
  );
}

function Scalar({ value }: { value: unknown }): ReactElement {
  if (value instanceof Uint8Array) {
    return <span className={styles.keyword}>binary, {formatSize(value.byteLength)}</span>;
  }
  if (typeof value === 'string') return <span className={styles.string}>{JSON.stringify(value)}</span>;
  if (typeof value === 'number') return <span className={styles.number}>{value}</span>;
  return <span className={styles.keyword}>{String(value)}</span>;
}
