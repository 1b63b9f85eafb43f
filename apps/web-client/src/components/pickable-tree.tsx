import { toJson } from '@switchboard/contract';
import { type ReactElement, useState } from 'react';
import { getAtPath } from '../lib/at-path.ts';
import { JsonTree, type TreePath } from './json-tree.tsx';
import { VariableDialog } from './variable-dialog.tsx';

export interface PickableTreeProps {
  /** What is shown: the value, or the value without its secrets. */
  readonly shown: unknown;
  /** The value itself, which a variable takes. */
  readonly value: unknown;
}

interface Picked {
  readonly path: TreePath;
  readonly value: unknown;
  readonly secret: boolean;
}

/** A tree whose nodes can be made variables by pointing at them. What is hidden in it makes a hidden variable. */
export function PickableTree({ shown, value }: PickableTreeProps): ReactElement {
  const [picked, setPicked] = useState<Picked>();
  const pick = (path: TreePath, part: unknown): void => {
    const whole = getAtPath(value, path);
    setPicked({
      path,
      value: toJson(whole),
      secret: JSON.stringify(toJson(part)) !== JSON.stringify(toJson(whole)),
    });
  };
  return (
    <>
      <JsonTree value={shown} onPick={pick} />
      {picked && <VariableDialog {...picked} onClose={() => setPicked(undefined)} />}
    </>
  );
}
