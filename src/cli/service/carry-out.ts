import { spawnSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { CommandRefused, exitCodes } from '../exit.ts';
import { type Call, markStart, type Plan } from './plan.ts';

/** Runs one command of the system; null = there is no such command. */
export type RunCall = (call: Call) => { readonly code: number; readonly said: string } | null;

export const runCall: RunCall = ({ command: [file, ...args] }) => {
  const { status, stdout, stderr, error } = spawnSync(file, args, { encoding: 'utf8', windowsHide: true });
  if (error) return null;
  return { code: status ?? 1, said: `${stderr}${stdout}`.trim() };
};

/**
 * Writes the description and makes the system run it. Repeating it changes nothing. When the system refuses, a description that was not
 * there before is taken away again, and one that was is put back.
 *
 * @returns what it did: `already` = it was there and runs
 * @throws CommandRefused when the file is somebody else's or another workspace's, or the system refuses
 */
export function installService(plan: Plan, run: RunCall = runCall): 'installed' | 'already' {
  const before = descriptionOf(plan);
  if (before === plan.text && run(plan.status)?.code === 0) return 'already';
  mkdirSync(dirname(plan.file), { recursive: true });
  writeFileSync(plan.file, plan.text, { encoding: plan.encoding, mode: 0o644 });
  try {
    for (const call of plan.install) mustRun(call, run);
  } catch (error) {
    if (before !== undefined) writeFileSync(plan.file, before, plan.encoding);
    else {
      for (const call of plan.remove) run(call);
      rmSync(plan.file, { force: true });
      for (const call of plan.afterRemove) run(call);
    }
    throw error;
  }
  return 'installed';
}

/**
 * Stops the service and takes its description away.
 *
 * @returns `none` = there was none
 * @throws CommandRefused as `installService`
 */
export function removeService(plan: Plan, run: RunCall = runCall): 'removed' | 'none' {
  if (descriptionOf(plan) === undefined) return 'none';
  for (const call of plan.remove) mustRun(call, run);
  rmSync(plan.file, { force: true });
  for (const call of plan.afterRemove) mustRun(call, run);
  return 'removed';
}

export interface ServiceState {
  readonly installed: boolean;
  /** Whether the system says that it knows it (systemd: that it runs). */
  readonly answers: boolean;
}

/** @throws CommandRefused as `installService` */
export function serviceState(plan: Plan, run: RunCall = runCall): ServiceState {
  const installed = descriptionOf(plan) !== undefined;
  return { installed, answers: installed && run(plan.status)?.code === 0 };
}

/** What is written there now, if it is this workspace's. */
function descriptionOf({ file, encoding, mark }: Plan): string | undefined {
  if (!existsSync(file)) return undefined;
  const text = readFileSync(file, encoding);
  if (!text.includes(markStart)) throw new CommandRefused(exitCodes.input, 'service-not-ours', { file });
  if (!text.split(/\r?\n/).some((line) => line.trim() === mark))
    throw new CommandRefused(exitCodes.input, 'service-other-workspace', { file });
  return text;
}

function mustRun(call: Call, run: RunCall): void {
  const result = run(call);
  const command = call.command.join(' ');
  if (result === null) throw new CommandRefused(exitCodes.settings, 'service-no-manager', { command: call.command[0] });
  if (result.code !== 0 && call.mayFail !== true)
    throw new CommandRefused(exitCodes.busy, 'service-call-failed', {
      command,
      reason: result.said || `${result.code}`,
    });
}
