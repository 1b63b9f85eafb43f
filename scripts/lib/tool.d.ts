import type { Command } from './run.ts';
/**
 * The command that runs a tool from node_modules by this very Node, so that Windows needs no shell.
 * `workspace` is the folder whose manifest names the package; the root by default.
 */
export declare function tool(
  name: string,
  args: readonly string[],
  {
    packageName,
    workspace,
  }?: {
    packageName?: string | undefined;
    workspace?: string | undefined;
  },
): Command;
//# sourceMappingURL=tool.d.ts.map
