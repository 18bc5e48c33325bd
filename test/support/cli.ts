import { spawn } from 'node:child_process';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { main } from './command.ts';
import { type Program, program } from './programs.ts';

export interface CliResult {
  readonly code: number | null;
  readonly stdout: string;
  readonly stderr: string;
}

/** Environment of a child that must not see the machine's own database or key. */
function cleanEnvironment(own: Readonly<Record<string, string>>): NodeJS.ProcessEnv {
  const { DATABASE_URL: _url, B2_BRIDGE_KEY: _key, B2_BRIDGE_LAB: _lab, ...rest } = process.env;
  return { ...rest, NODE_NO_WARNINGS: '1', ...own };
}

/**
 * Runs `b2-bridge` as a child process, straight from the source. Arrays of arguments, never a shell. A workspace that it makes is for
 * orders that go through (`lettingThrough`).
 */
export async function cli(
  args: readonly string[],
  options: CliOptions & {
    /** `init`: as shops get it, with every built-in rule on. */
    readonly careful?: boolean;
  } = {},
): Promise<CliResult> {
  const result = await runCli(args, options);
  const file = resolve(options.cwd ?? '.', args[1] ?? '', 'bridge.yaml');
  if (args[0] === 'init' && !options.careful && existsSync(file))
    writeFileSync(file, lettingThrough(readFileSync(file, 'utf8')));
  return result;
}

/** Settings of a new workspace in which first orders, remarks and the same goods twice are no reason to wait: what most tests are not about. */
export const lettingThrough = (settings: string): string =>
  settings
    .replace(/^( {2}(?:go-live|remarks): )hold/gm, '$1allow')
    .replace(/^( {2}double-purchase: )3/m, '$1allow')
    .replace(/^ {2}unknown-products: hold\r?\n/m, '');

interface CliOptions {
  readonly cwd?: string;
  readonly env?: Readonly<Record<string, string>>;
  readonly input?: string;
}

function runCli(args: readonly string[], options: CliOptions): Promise<CliResult> {
  const child = spawn(process.execPath, [main, ...args], {
    cwd: options.cwd,
    env: cleanEnvironment(options.env ?? {}),
  });
  const out: Buffer[] = [];
  const err: Buffer[] = [];
  child.stdout.on('data', (bytes: Buffer) => out.push(bytes));
  child.stderr.on('data', (bytes: Buffer) => err.push(bytes));
  child.stdin.end(options.input);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) =>
      resolve({ code, stdout: Buffer.concat(out).toString('utf8'), stderr: Buffer.concat(err).toString('utf8') }),
    );
  });
}

/** Starts `b2-bridge` and leaves it running; the caller ends it. */
export function startCli(args: readonly string[], env: Readonly<Record<string, string>> = {}): Program {
  return program(process.execPath, [main, ...args], { env: cleanEnvironment(env) });
}
