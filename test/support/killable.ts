import { spawn } from 'node:child_process';
import { once } from 'node:events';

/** Environment variable that names the point at which a child kills itself: `outbox:staged`, or `outbox:staged#2` = the second time. */
export const killVariable = 'B2_BRIDGE_KILL_AT';

/**
 * A `ctx.at` for child processes: at the named point the process ends by SIGKILL, as if the power had gone. Nothing runs
 * after it, no `finally`, no exit handler.
 */
export function killAt(wanted = process.env[killVariable] ?? ''): (point: string) => void {
  const [name, turn = '1'] = wanted.split('#');
  let left = Number(turn);
  return (point) => {
    if (point !== name || --left > 0) return;
    process.kill(process.pid, 'SIGKILL');
    Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0); // the signal may need a moment: do nothing meanwhile
  };
}

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly stdout: string;
  readonly stderr: string;
}

/**
 * Runs a script (TypeScript as it is, or compiled JavaScript) with the runtime of this test until it ends, or is killed at
 * `point` ('' = runs to its end). Kills it after `limitMs`, so that a test never hangs.
 */
export async function runKillable(
  script: string,
  args: readonly string[],
  point = '',
  limitMs = 30_000,
): Promise<Ended> {
  const child = spawn(process.execPath, ['--disable-warning=ExperimentalWarning', script, ...args], {
    env: { ...process.env, [killVariable]: point },
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: limitMs,
    killSignal: 'SIGTERM', // tells a hanging child (SIGTERM) from one that was killed at its point (SIGKILL)
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (chunk: Buffer) => out.push(chunk));
  child.stderr.on('data', (chunk: Buffer) => err.push(chunk));
  const [code, signal] = (await once(child, 'close')) as [number | null, NodeJS.Signals | null];
  const text = (chunks: Buffer[]) => Buffer.concat(chunks).toString('utf8');
  return { code, signal, stdout: text(out), stderr: text(err) };
}
