import { type ChildProcess, type SpawnOptions, spawn } from 'node:child_process';
import { once } from 'node:events';
import { readdirSync, readFileSync } from 'node:fs';
import { delimiter, join, sep } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

/** This clone. */
export const root: string = join(import.meta.dirname, '..', '..');

/** Environment as on a machine outside this clone: its own Node.js and npm, no settings of an npm that runs these tests. */
export function machineEnv(own: Readonly<Record<string, string>> = {}): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) =>
      !/^npm_(?!config_(cache|registry|.*cafile))|^(NODE_OPTIONS|NODE|DATABASE_URL|VITEST.*)$|^B2_BRIDGE_/i.test(name),
  );
  const path = (process.env.PATH ?? '').split(delimiter).filter((folder) => !folder.includes(`node_modules${sep}`));
  return { ...Object.fromEntries(kept), PATH: path.join(delimiter), ...own };
}

export interface Program {
  readonly child: ChildProcess;
  readonly ended: Promise<readonly [number | null, NodeJS.Signals | null]>;
  /** What it printed so far, both streams. */
  said(): string;
  /** Waits until it has printed this. */
  saying(text: string, ms?: number): Promise<void>;
}

/** Starts a program; arguments as an array, never through a shell. */
export function program(file: string, args: readonly string[], options: SpawnOptions = {}): Program {
  const child = spawn(file, args, { stdio: 'pipe', ...options });
  const ended = once(child, 'close') as Promise<[number | null, NodeJS.Signals | null]>;
  let text = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.setEncoding('utf8').on('data', (piece: string) => {
      text += piece;
    });
  }
  const saying = async (wanted: string, ms = 30_000) => {
    await until(() => text.includes(wanted) || child.exitCode !== null || child.signalCode !== null, ms);
    if (!text.includes(wanted)) throw new Error(`「${wanted}」 was never said, but:\n${text}`);
  };
  return { child, ended, said: () => text, saying };
}

/** Runs a program to its end. */
export async function runProgram(
  file: string,
  args: readonly string[],
  options: SpawnOptions & { readonly input?: string } = {},
): Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null; readonly said: string }> {
  const { child, ended, said } = program(file, args, options);
  child.stdin?.end(options.input);
  const [code, signal] = await ended;
  return { code, signal, said: said() };
}

export async function until(what: () => boolean, ms = 30_000): Promise<void> {
  const end = Date.now() + ms;
  while (!what()) {
    if (Date.now() > end) throw new Error(`waited ${ms} ms in vain`);
    await sleep(25);
  }
}

/** The processes below this one, by Linux' own list. */
export function descendants(pid: number): number[] {
  const children = threadsOf(pid).flatMap((thread) =>
    readFileSync(`/proc/${pid}/task/${thread}/children`, 'utf8').split(' ').filter(Boolean).map(Number),
  );
  return children.flatMap((child) => [child, ...descendants(child)]);
}

function threadsOf(pid: number): string[] {
  try {
    return readdirSync(`/proc/${pid}/task`);
  } catch {
    return []; // ended meanwhile
  }
}

/** Whether a process still runs (a zombie does not). */
export function runs(pid: number): boolean {
  try {
    return !/^State:\s*[ZX]/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
