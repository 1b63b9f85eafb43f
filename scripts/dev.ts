import { once } from 'node:events';
import { relative } from 'node:path';
import { stripVTControlCharacters, styleText } from 'node:util';
import { portProblem, readPorts } from './dev/ports.ts';
import { DEVELOPMENT_CA, httpsAnswer } from './lib/https-answer.ts';
import { endOnSignal } from './lib/interrupt.ts';
import { ROOT } from './lib/root.ts';
import { end, start } from './lib/run.ts';
import { seconds } from './lib/seconds.ts';
import { tool } from './lib/tool.ts';
import { nodeProblem } from './machine/node-version.ts';

/** Turbo's own words on a task that is over, one of them for a task that left a process behind. */
const ENDED_TASK = /(?:Failed: +|Waiting for output from )(\S+#\S+)/;

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

  const ending = endOnSignal({ SIGINT: 0 });
  const env: Record<string, string> = process.stdout.isTTY ? { FORCE_COLOR: '1' } : {};
  const turbo = start({ ...tool('turbo', ['run', 'dev']), env }, 'pipe');
  const gone = new AbortController();
  let ended = 'Turbo';
  for (const [from, to] of [
    [turbo.stdout, process.stdout],
    [turbo.stderr, process.stderr],
  ] as const) {
    from?.on('data', (chunk: Buffer) => {
      to.write(chunk);
      const [, task] = ENDED_TASK.exec(stripVTControlCharacters(chunk.toString())) ?? [];
      if (task === undefined || ending.aborted) return;
      ended = task;
      void end(turbo);
    });
  }
  const scheme = process.env.TLS === 'off' ? 'http' : 'https';
  const urls = {
    console: `${scheme}://localhost:${ports.console}`,
    server: `${scheme}://localhost:${ports.server}`,
  };
  Promise.all(Object.values(urls).map((url) => httpsAnswer(url, gone.signal))).then(
    () => console.log(banner(urls, started)),
    () => undefined,
  );
  await once(turbo, 'close');
  gone.abort();
  await end(turbo);
  // The signal's own handler ends the process, with its own code.
  if (ending.aborted) return 0;
  throw new Error(`${ended} ended, so everything was ended.`);
}

function banner(urls: Readonly<Record<string, string>>, started: number): string {
  const bold = (text: string): string => styleText('bold', text);
  const ca = relative(ROOT, DEVELOPMENT_CA);
  const ready = `
${bold('Ready')} in ${seconds(started)}. Ctrl+C ends both.

  console  ${bold(urls.console ?? '')}
  server   ${bold(urls.server ?? '')}
`;
  if (urls.server?.startsWith('http:')) return ready;
  return `${ready}
  Browsers warn until they trust the development CA, ${ca}:
  import it under Certificates > Authorities (macOS: Keychain Access; Windows: Trusted Root Certification Authorities).
  curl: --cacert ${ca}    Node: NODE_EXTRA_CA_CERTS=${ca}
`;
}
