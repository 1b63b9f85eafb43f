import { once } from 'node:events';
import { relative } from 'node:path';
import { styleText } from 'node:util';
import { DEVELOPMENT_CA, httpsAnswer } from './https-answer.ts';
import { endOnSignal } from './interrupt.ts';
import { nodeProblem } from './node-version.ts';
import { portProblem, readPorts } from './ports.ts';
import { ROOT } from './root.ts';
import { end, start } from './run.ts';
import { seconds } from './seconds.ts';
import { tool } from './tool.ts';

process.exitCode = await dev().catch((error: Error) => {
  console.error(`dev: ${error.message}`);
  return 1;
});

/** Runs the server and the console until a signal or the death of one of them. */
async function dev(): Promise<number> {
  const started = performance.now();
  const ports = readPorts();
  const problem = nodeProblem() ?? (await portProblem(ports));
  if (problem) throw new Error(problem);

  endOnSignal((signal) => (signal === 'SIGINT' ? 0 : 143));
  const turbo = start(tool('turbo', ['run', 'dev']));
  const gone = new AbortController();
  const closed = once(turbo, 'close').finally(() => gone.abort());
  const urls = { console: `https://localhost:${ports.console}`, server: `https://localhost:${ports.server}` };
  const ready = Promise.all(Object.values(urls).map((url) => httpsAnswer(url, gone.signal)));
  ready.then(
    () => console.log(banner(urls, started)),
    () => undefined,
  );
  await closed;
  await end(turbo);
  console.error('dev: the server or the console ended; see above.');
  return 1;
}

function banner(urls: Readonly<Record<string, string>>, started: number): string {
  const bold = (text: string): string => styleText('bold', text);
  const ca = relative(ROOT, DEVELOPMENT_CA);
  return `
${bold('Ready')} in ${seconds(started)}. Ctrl+C ends both.

  console  ${bold(urls.console ?? '')}
  server   ${bold(urls.server ?? '')}

  Browsers warn until they trust the development CA, ${ca}:
  import it under Certificates > Authorities (macOS: Keychain Access; Windows: Trusted Root Certification Authorities).
  curl: --cacert ${ca}    Node: NODE_EXTRA_CA_CERTS=${ca}
`;
}
