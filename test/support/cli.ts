import { spawn } from 'node:child_process';
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

/** Runs `b2-bridge` as a child process, straight from the source. Arrays of arguments, never a shell. */
export function cli(
  args: readonly string[],
  options: { readonly cwd?: string; readonly env?: Readonly<Record<string, string>>; readonly input?: string } = {},
): Promise<CliResult> {
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
