import type { ErrorSchema } from '@rjsf/utils';
import type { Issue } from '@switchboard/contract';

/** The contract's issues in the shape in which the form shows errors beside their fields. */
export function toErrorSchema(issues: readonly Issue[]): ErrorSchema {
  const root: Node = {};
  for (const { path, message } of issues) {
    let node = root;
    for (const key of path) {
      const child = (node[key] as Node | undefined) ?? {};
      node[key] = child;
      node = child;
    }
    node.__errors = [...((node.__errors as string[] | undefined) ?? []), message];
  }
  return root as ErrorSchema;
}

interface Node {
  [key: string]: unknown;
}
