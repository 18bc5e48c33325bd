import { spawn } from 'node:child_process';
import { constants } from 'node:os';
import { say } from '../core/sentences/index.ts';
import { exitCodes } from './exit.ts';
import { ownRuntime } from './runtime.ts';
import { parentVariable } from './stop.ts';

// This file and all that it imports must run under an old Node: no Temporal, nothing newer than Node 18.

/**
 * Starts the same command line again under the Node.js that came along, and stands in for it: terminal, input and output are
 * the child's own; signals go on to it; its exit code, or the signal that ended it, is ours.
 */
export function relaunch(runtime = ownRuntime()): void {
  if (runtime === undefined) refuse('command-old-node', { version: process.versions.node });
  const child = spawn(runtime, process.argv.slice(1), {
    stdio: 'inherit',
    env: { ...process.env, [parentVariable]: String(process.pid) },
  });
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // A console of Windows tells all its processes by itself, and `kill` there is no signal but the end.
    process.on(signal, () => process.platform === 'win32' || child.kill(signal));
  }
  child.on('error', (error: NodeJS.ErrnoException) =>
    refuse('command-runtime-broken', { runtime, reason: error.code ?? error.message }),
  );
  child.on('exit', (code, signal) => {
    if (signal === null || process.platform === 'win32') process.exit(code ?? 1);
    process.removeAllListeners(signal);
    process.kill(process.pid, signal);
    // Where the signal does not end this process, its usual exit code tells the same.
    setTimeout(() => process.exit(128 + constants.signals[signal]), 1000);
  });
}

function refuse(code: 'command-old-node' | 'command-runtime-broken', args: Readonly<Record<string, string>>): never {
  const { sentence, remedy } = say(code, args);
  process.stderr.write(`${sentence} → ${remedy}\n`);
  process.exit(exitCodes.settings);
}
