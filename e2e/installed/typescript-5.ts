import { join } from 'node:path';
import ts from 'typescript-5.9';
import type { NpmFolder } from './npm-folder.ts';

const KINDS = {
  node16: { module: ts.ModuleKind.Node16, moduleResolution: ts.ModuleResolutionKind.Node16 },
  nodenext: { module: ts.ModuleKind.NodeNext, moduleResolution: ts.ModuleResolutionKind.NodeNext },
  bundler: { module: ts.ModuleKind.ESNext, moduleResolution: ts.ModuleResolutionKind.Bundler },
};

/** What TypeScript 5.9 says about a file and about the types of our packages that it needs; one line each. */
export function checkWithTypeScript5(
  { folder }: NpmFolder,
  file: string,
  resolution: keyof typeof KINDS,
): string[] {
  const program = ts.createProgram([join(folder, file)], {
    ...KINDS[resolution],
    target: ts.ScriptTarget.ES2023,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts'],
    typeRoots: [join(folder, 'node_modules/@types')],
    types: ['node'],
    strict: true,
    noEmit: true,
    skipLibCheck: false,
  });
  const ours = program
    .getSourceFiles()
    .filter(({ fileName }) => fileName.endsWith(file) || fileName.includes('/node_modules/@switchboard/'));
  const problems = [
    ...program.getOptionsDiagnostics(),
    ...ours.flatMap((each) => [
      ...program.getSyntacticDiagnostics(each),
      ...program.getSemanticDiagnostics(each),
    ]),
  ];
  return problems.map(({ file: where, messageText }) => {
    const text = ts.flattenDiagnosticMessageText(messageText, ' ');
    return where ? `${where.fileName.slice(folder.length)}: ${text}` : text;
  });
}
