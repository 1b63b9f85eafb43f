import { Button } from '@mantine/core';
import { Braces } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import { formatPath } from '../../../components/issue-list.tsx';
import { type JsonPath, JsonTree } from '../../../components/json-tree.tsx';
import styles from './detail.module.css';
import { writeValue } from './write-value.ts';

export interface TreeTabProps {
  readonly value: unknown;
  /** Offers to use the picked place, as for a variable. */
  readonly onPick?: ((path: JsonPath, value: unknown) => void) | undefined;
}

/** The content as a tree. A key that is picked can be copied, by its value or by its path. */
export function TreeTab({ value, onPick }: TreeTabProps): ReactElement {
  const [picked, setPicked] = useState<{ path: JsonPath; value: unknown }>();
  return (
    <>
      <JsonTree value={value} onPick={(path, item) => setPicked({ path, value: item })} />
      {picked && (
        <div className={styles.picked} role="status">
          <code>{formatPath(picked.path)}</code>
          <CopyButton label="Copy value" text={plainText(picked.value)} />
          <CopyButton label="Copy path" text={formatPath(picked.path)} />
          {onPick && (
            <Button
              size="compact-xs"
              variant="default"
              leftSection={<Braces size={12} aria-hidden />}
              onClick={() => onPick(picked.path, picked.value)}
            >
              Use as variable
            </Button>
          )}
        </div>
      )}
    </>
  );
}

/** A text as itself, anything else as JSON. */
function plainText(value: unknown): string {
  return typeof value === 'string' ? value : writeValue(value);
}
