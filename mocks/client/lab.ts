import { type ChildProcess, spawn } from 'node:child_process';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/* The lab for programs of others: `import { startLab } from 'b2-bridge/lab'`. A file that stands alone, for Node.js 20 and newer. */

/** How a lab begins. */
export interface LabOptions {
  /** Port of everything that speaks HTTP; 0 or left out = a free one. */
  readonly port?: number;
  /** `small` (default), `nasty`, `sandbox`, `empty`, or a number of orders. */
  readonly seed?: 'small' | 'nasty' | 'sandbox' | 'empty' | number;
  /** Buyers order, pay and cancel by themselves, by the lab's clock. Default: nothing happens unless it is asked for. */
  readonly life?: boolean;
  /** Folder that keeps everything over restarts; `seed` counts only where it is new. Default: all ends with the lab. */
  readonly state?: string;
  /** So long may it take until it listens, ms. Default 20,000. */
  readonly timeout?: number;
}

/** Where a system is and what a client must know to come in. All of it is made up, nothing leaves this machine. */
export interface LabSystem<Credentials extends Readonly<Record<string, string>> = Readonly<Record<string, string>>> {
  /** Base URL that a client is pointed at. */
  readonly api: string;
  readonly credentials: Credentials;
  /** Further addresses of this system, e.g. `lwa` of Amazon. */
  readonly [more: string]: unknown;
}

/** A lab that runs, in a process of its own that ends with this one. */
export interface Lab {
  /** URL of the control interface; mocks/README.md lists its calls. */
  readonly control: string;
  /** The same as a page for people. */
  readonly panel: string;
  readonly mail: { readonly smtp: string; readonly inbox: string };
  readonly systems: {
    readonly amazon: LabSystem<{
      readonly clientId: string;
      readonly clientSecret: string;
      readonly refreshToken: string;
      readonly sellerId: string;
      readonly marketplaceId: string;
    }> & { readonly lwa: string };
    readonly b2cloud: LabSystem<{ readonly accessKey: string; readonly apiUserId: string }>;
    readonly ecforce: LabSystem<{ readonly email: string; readonly password: string }>;
    readonly qoo10: LabSystem<{
      readonly certificationKey: string;
      readonly apiKey: string;
      readonly userId: string;
      readonly password: string;
    }>;
    readonly shopserve: LabSystem<{ readonly shopId: string; readonly managerKey: string }>;
  };
  /** By system: a line for a shell that works as it stands. */
  readonly curl: Readonly<Record<string, string>>;
  /** Any call of the control interface: `ask('GET', '/requests')`. @throws Error with the lab's words when it refuses */
  ask(method: string, path: string, body?: unknown): Promise<unknown>;
  /** Back to the beginning: truth, limits, faults, log, mail; the clock goes on. */
  reset(seed?: LabOptions['seed']): Promise<void>;
  /** Turns the clock on, by seconds or an ISO duration such as `PT5M`. */
  turnClock(by: number | string): Promise<void>;
  /** `{system, operation, kind, …}`: what is to go wrong. */
  fault(wish: { readonly system: string; readonly kind: string; readonly [more: string]: unknown }): Promise<void>;
  /** Makes something happen that no API call causes, e.g. `change('amazon', 'place-order')`. */
  change(system: string, name: string, args?: Readonly<Record<string, unknown>>): Promise<unknown>;
  /** What really happened at a system: rows by kind. */
  holdings(system: string): Promise<Readonly<Record<string, readonly Readonly<Record<string, unknown>>[]>>>;
  /** Keeps everything as it is now under a name. */
  snapshot(name: string): Promise<void>;
  /** Everything as it was then, the clock included. */
  restore(name: string): Promise<void>;
  /** Ends the lab; what waits for an answer is cut. */
  close(): Promise<void>;
}

declare const __filename: string | undefined;
const here = dirname(typeof __filename === 'string' ? __filename : fileURLToPath(import.meta.url));
const main = join(here, '..', 'src', 'cli', 'main.js');

/**
 * Starts a lab in a process of its own and gives it back once everything listens. It ends with `close()`, or with this process.
 *
 * @throws Error with what the lab said when it does not start: port taken, folder of another lab, unknown seed
 */
export async function startLab(options: LabOptions = {}): Promise<Lab> {
  const { port, seed, life, state, timeout = 20_000 } = options;
  const args = [main, 'lab', '--json', '--stop-with-stdin'];
  if (port !== undefined) args.push('--port', String(port));
  if (seed !== undefined) args.push('--seed', String(seed));
  if (state !== undefined) args.push('--state', state);
  if (life === true) args.push('--life');
  const child = spawn(process.execPath, args, { cwd: here, stdio: ['pipe', 'pipe', 'pipe'] });
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()));
  const address = JSON.parse(await firstLine(child, timeout)) as Pick<
    Lab,
    'control' | 'panel' | 'mail' | 'systems' | 'curl'
  >;
  // A test runner that is done must not wait for the lab.
  child.unref();
  for (const stream of [child.stdin, child.stdout, child.stderr]) (stream as unknown as { unref?(): void }).unref?.();

  const ask: Lab['ask'] = async (method, path, body) => {
    const answer = await fetch(`${address.control}${path}`, {
      method,
      ...(body !== undefined && { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    });
    const said = (await answer.json()) as { readonly error?: string };
    if (!answer.ok) throw new Error(`the lab refused ${method} ${path}: ${said.error ?? answer.status}`);
    return said;
  };
  const told = async (path: string, body: unknown): Promise<void> => {
    await ask('POST', path, body);
  };
  return {
    ...address,
    ask,
    reset: (wanted) => told('/reset', wanted === undefined ? {} : { seed: wanted }),
    turnClock: (by) => told('/clock', { by }),
    fault: (wish) => told('/faults', wish),
    change: (system, name, given = {}) => ask('POST', `/systems/${system}/${name}`, given),
    holdings: async (system) => (await ask('GET', `/holdings/${system}`)) as Awaited<ReturnType<Lab['holdings']>>,
    snapshot: (name) => told('/snapshots', { name }),
    restore: (name) => told(`/snapshots/${encodeURIComponent(name)}/restore`, {}),
    async close() {
      child.ref();
      child.stdin.end();
      child.kill('SIGTERM');
      await ended;
    },
  };
}

function firstLine(child: ChildProcess, timeout: number): Promise<string> {
  return new Promise((resolve, reject) => {
    let out = '';
    let wrong = '';
    const late = setTimeout(() => {
      child.kill('SIGKILL');
      reject(new Error(`the lab did not start within ${timeout} ms: ${wrong}`));
    }, timeout);
    child.stderr!.on('data', (bytes: Buffer) => {
      wrong += bytes.toString('utf8');
    });
    child.stdout!.on('data', (bytes: Buffer) => {
      out += bytes.toString('utf8');
      const end = out.indexOf('\n');
      if (end < 0) return;
      clearTimeout(late);
      resolve(out.slice(0, end));
    });
    child.once('error', reject);
    child.once('exit', (code) => {
      clearTimeout(late);
      reject(new Error(`the lab ended with ${code}: ${wrong.trim()}`));
    });
  });
}
