import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { ROOT } from '../lib/root.ts';

/**
 * The code that a page shows of `path` or of `path#region`: the whole file, or what stands between its lines `// #region NAME` and
 * `// #endregion`, without their indent; several regions of one name are joined. Throws where there is none.
 */
export function sourceCode(source: string): string {
  const [path = '', region] = source.split('#');
  const file = join(ROOT, path);
  if (!existsSync(file)) throw new Error(`${path}: there is no such file.`);
  const text = readFileSync(file, 'utf8');
  if (region === undefined) return withoutMarks(text);
  const marks = new RegExp(`^( *)// #region ${region}\n(.*?)^ *// #endregion$`, 'gms');
  const found = [...text.matchAll(marks)].map(([, indent = '', code = '']) =>
    withoutMarks(code).replaceAll(new RegExp(`^${indent}`, 'gm'), ''),
  );
  if (found.length === 0) throw new Error(`${path} has no lines "// #region ${region}" and "// #endregion".`);
  return found.join('\n');
}

function withoutMarks(code: string): string {
  return code.replaceAll(/^ *\/\/ #(?:end)?region.*\n/gm, '');
}
