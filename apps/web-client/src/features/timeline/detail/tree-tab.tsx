import { Button } from '@mantine/core';
import { Braces } from 'lucide-react';
import { type ReactElement, useState } from 'react';
import { CopyButton } from '../../../components/copy-button.tsx';
import { formatPath } from '../../../components/issue-list.tsx';
import { type JsonPath, JsonTree } from '../../../components/json-tree.tsx';
import { VariableDialog } from '../../../components/variable-dialog.tsx';
import { variableAt } from '../../../lib/variables.ts';
import { DETAILS } from '../../../texts/details.ts';
import styles from './detail.module.css';
import { writeValue } from './detail-of.ts';

export interface TreeTabProps {
  /** What is shown: the whole, or the whole without its secrets. */
  readonly value: unknown;
  /** What a variable is taken from. */
  readonly whole: unknown;
}

/** The content as a tree. A place that is picked can be copied, by its value or by its path, or made a variable. */
export function TreeTab({ value, whole }: TreeTabProps): ReactElement {
  const [picked, setPicked] = useState<{ path: JsonPath; value: unknown }>();
  const [isNaming, setNaming] = useState(false);
  return (
    <>
      {picked && (
        <div className={styles.picked} role="status">
          <code>{formatPath(picked.path)}</code>
          <CopyButton label={DETAILS.copyValue} text={plainText(picked.value)} what={DETAILS.theValue} />
          <CopyButton label={DETAILS.copyPath} text={formatPath(picked.path)} what={DETAILS.thePath} />
          <Button
            size="compact-xs"
            variant="default"
            leftSection={<Braces size={12} aria-hidden />}
            onClick={() => setNaming(true)}
          >
            {DETAILS.useAsVariable}
          </Button>
        </div>
      )}
      <JsonTree value={value} onPick={(path, item) => setPicked({ path, value: item })} />
      {picked && isNaming && (
        <VariableDialog {...variableAt(whole, picked.path, picked.value)} onClose={() => setNaming(false)} />
      )}
    </>
  );
}

/** A text as itself, anything else as JSON. */
function plainText(value: unknown): string {
  return typeof value === 'string' ? value : writeValue(value);
}
