import { readFileSync } from 'node:fs';

/** Environment variable with the id of the process that stands in for this one (`relaunch.ts`). */
export const parentVariable = 'B2_BRIDGE_PARENT';

/** A second signal within this time belongs to the same press of Ctrl-C: the terminal tells the whole group, and npm passes it on. */
const samePressMs = 1000;

/**
 * Calls `onStop` once, when the operator ends a command that runs for good: Ctrl-C, a signal, a closed console window of Windows, or the end of
 * the process that the operator sees (npx, npm start, the relaunching Node). Work in hand can then be finished; a later
 * second signal ends the process at once.
 *
 * SIGHUP is left alone elsewhere, so that `nohup b2-bridge start` goes on.
 */
export function whenStopped(onStop: (signal: NodeJS.Signals) => void): void {
  const names: NodeJS.Signals[] = ['SIGINT', 'SIGTERM', ...windowsOnly()];
  let firstAt: number | undefined;
  const stop = (name: NodeJS.Signals) => {
    firstAt = performance.now();
    onStop(name);
  };
  for (const name of names) {
    process.on(name, () => {
      if (firstAt === undefined) stop(name);
      else if (performance.now() - firstAt > samePressMs) endAt(name);
    });
  }
  const isOrphan = orphaned();
  if (isOrphan === undefined) return;
  const watch = setInterval(() => {
    if (!isOrphan()) return;
    clearInterval(watch);
    if (firstAt === undefined) stop('SIGTERM');
  }, 500);
  watch.unref();
}

const windowsOnly = (): NodeJS.Signals[] => (process.platform === 'win32' ? ['SIGHUP', 'SIGBREAK'] : []);

/** Ends the process as the signal would have. */
export function endAt(signal: NodeJS.Signals): void {
  process.removeAllListeners(signal);
  process.kill(process.pid, signal);
}

/**
 * Tells whether the process that the operator sees in place of this one is gone: npm (`npx b2-bridge`, `npm start`; often with a shell
 * in between), or the relaunching Node. undefined = this process was started by itself.
 */
function orphaned(): (() => boolean) | undefined {
  const { npm_lifecycle_event: event, [parentVariable]: relauncher } = process.env;
  const parent = process.ppid;
  if (relauncher !== String(parent) && event !== 'npx' && event !== 'start') return undefined;
  const above = shellParent(parent);
  return () => !isThere(parent) || (above !== undefined && shellParent(parent) !== above);
}

/** Elsewhere an orphan gets another parent; on Windows it keeps the number of the dead one. */
function isThere(parent: number): boolean {
  if (process.ppid !== parent) return false;
  try {
    process.kill(parent, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code !== 'ESRCH';
  }
}

/** Parent of a process, if that is a shell of Linux: Debian's stays between npm and the command. */
function shellParent(pid: number): string | undefined {
  if (process.platform !== 'linux') return undefined;
  try {
    const [, name, parent] = readFileSync(`/proc/${pid}/stat`, 'latin1').match(/^\d+ \((.*)\) \S (\d+)/s) ?? [];
    return /^(ba|da)?sh$/.test(name ?? '') ? parent : undefined;
  } catch {
    return undefined;
  }
}
