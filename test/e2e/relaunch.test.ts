import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { program, runProgram, runs, until } from '../support/programs.ts';

const script = join(import.meta.dirname, '..', 'support', 'children', 'relaunched.ts');
const relaunched = (...args: string[]) => program(process.execPath, [script, ...args]);

describe('a command that an old Node starts again under the one that came along', () => {
  test.each([0, 3, 70])('ends with its exit code %i', async (code) => {
    expect(await runProgram(process.execPath, [script, 'exit', `${code}`])).toMatchObject({ code, signal: null });
  });

  test.each(['SIGKILL', 'SIGABRT', 'SIGTERM'] as const)('ends by the signal that ended it: %s', async (signal) => {
    expect(await runProgram(process.execPath, [script, 'die', signal])).toMatchObject({ code: null, signal });
  });

  test('reads what is piped in', async () => {
    const { code, said } = await runProgram(process.execPath, [script, 'echo'], { input: '秘密の値' });
    expect({ code, said }).toEqual({ code: 0, said: 'got 秘密の値' });
  });

  test('without a runtime that starts says so and ends with 4', async () => {
    const { code, said } = await runProgram(process.execPath, [script, 'exit', 'no-runtime']);
    expect(code).toBe(4);
    expect(said).toMatch(/\/no\/such\/node.*ENOENT.*→ .*インストール/s);
  });

  test.each(['SIGTERM', 'SIGINT'] as const)(
    '%s to the first process lets the second finish its work',
    async (signal) => {
      const { child, ended, said, saying } = relaunched('wait', '300');
      await saying('waiting');
      child.kill(signal);
      expect(await ended).toEqual([0, null]);
      expect(said()).toMatch(/stop 1\n$/);
    },
  );

  test('a signal that comes twice at once, as Ctrl-C does through npm, is one; a later one ends it at once', async () => {
    const { child, ended, saying, said } = relaunched('wait', '60000');
    await saying('waiting');
    const own = Number(said().match(/waiting (\d+)/)![1]);
    child.kill('SIGINT');
    process.kill(own, 'SIGINT');
    await saying('stop 1');
    await sleep(300);
    expect(runs(own)).toBe(true);
    await sleep(1000);
    child.kill('SIGINT');
    expect(await ended).toEqual([null, 'SIGINT']);
    expect(said()).not.toContain('stop 2');
  });

  test.each(['SIGKILL', 'SIGHUP'] as const)('the second does not outlive the first, killed by %s', async (signal) => {
    const { child, ended, saying, said } = relaunched('wait', '50');
    await saying('waiting');
    const own = Number(said().match(/waiting (\d+)/)![1]);
    child.kill(signal);
    await ended;
    await until(() => !runs(own), 5000);
    expect(said()).toContain('stop 1');
  });
});
