import { type ReactElement, useState } from 'react';
import { type VariableSource, variableAt } from '../lib/variables.ts';
import { PARTS } from '../texts/shell.ts';
import { JsonTree } from './json-tree.tsx';
import { lazyDialog } from './lazy-part.tsx';

const VariableDialog = lazyDialog(
  PARTS.useAsVariable,
  () => import('./variable-dialog.tsx'),
  'VariableDialog',
);

export interface PickableTreeProps {
  /** What is shown: the value, or the value without its secrets. */
  readonly shown: unknown;
  /** The value itself, which a variable takes. */
  readonly value: unknown;
}

/** A tree whose nodes can be made variables by pointing at them. What is hidden in it makes a hidden variable. */
export function PickableTree({ shown, value }: PickableTreeProps): ReactElement {
  const [picked, setPicked] = useState<VariableSource>();
  return (
    <>
      <JsonTree
        value={shown}
        onPick={(path, part) => setPicked(variableAt(value, path, part))}
        pickLabel={PARTS.usePlace}
      />
      {picked && <VariableDialog {...picked} onClose={() => setPicked(undefined)} />}
    </>
  );
}
