import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { end, run, start } from './run.ts';

const node = (script: string) => ({ file: process.execPath, args: ['--eval', script] });

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}

describe('run', () => {
  it('resolves to the exit code and the output that was kept', async () => {
    const script = 'console.log("out"); console.error("err"); process.exitCode = 3';
    const { code, output } = await run(node(script), 'keep');
    expect(code).toBe(3);
    expect(output).toContain('out\n');
    expect(output).toContain('err\n');
  });

  it('adds to the environment and switches telemetry off', async () => {
    const script = 'console.log(process.env.WORD, process.env.DO_NOT_TRACK)';
    expect(await run({ ...node(script), env: { WORD: 'hello' } }, 'keep')).toEqual({
      code: 0,
      output: 'hello 1\n',
    });
  });

  it('fails with the name of a program that does not exist', async () => {
    const { code, output } = await run({ file: 'no-such-program', args: [] }, 'keep');
    expect(code).toBe(1);
    expect(output).toContain('no-such-program');
  });
});

describe('end', () => {
  it('ends a process and what it started', async () => {
    const grandchild = 'setInterval(() => {}, 1000)';
    const child = start(
      node(`
        const { spawn } = require('node:child_process');
        const { pid } = spawn(process.execPath, ['--eval', ${JSON.stringify(grandchild)}], { stdio: 'inherit' });
        console.log(pid);
        ${grandchild}
      `),
      'pipe',
    );
    const [line] = (await once(child.stdout as NodeJS.ReadableStream, 'data')) as [Buffer];
    const pid = Number(line.toString());
    expect(isAlive(pid)).toBe(true);
    await end(child);
    expect(isAlive(pid)).toBe(false);
  });
});
