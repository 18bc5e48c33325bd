import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import {
  constants,
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { openBridge } from '../../src/app.ts';
import { cli } from '../measure.ts';
import { makeHistory } from './make.ts';

/** A workspace with its lab running and `size` closed orders in its store. */
export interface Workspace {
  readonly root: string;
  /** How long the making took and how large it is, in words. */
  readonly made: string;
  /** Stops the lab and removes what is not kept. */
  end(): Promise<void>;
}

/** Nothing of the history is too old: what an idle night costs, not the first night after years. */
const settings = `retention: { orders: 3000d, notices: 3000d }
defaults:
  billing: { customer-code: "000000000000", freight-no: "01" }
  issue: manual
  remarks: allow
  double-purchase: allow
shops:
  amazon:
    title: Amazon
    default-method: yamato
    api:
      seller-id: A0SAMPLE0
      lwa: { client-id: x, client-secret: { env: S }, refresh-token: { env: R } }
b2:
  api: { access-key: { env: K }, api-user-id: SAMPLE }
`;

const madeFile = 'made.txt';

/**
 * Makes a workspace, or takes one that was made before: with `kept` (a folder) the workspace of each size is made there once and
 * measured as a copy, so that every measurement begins from the same store. A store on PostgreSQL (`DATABASE_URL`) is not kept.
 * `moreShops`: lines of the settings under `shops:`.
 */
export async function openWorkspace(
  size: number,
  kept: string | undefined,
  log: (line: string) => void,
  moreShops = '',
): Promise<Workspace> {
  const root = mkdtempSync(join(tmpdir(), 'b2-bridge-history-'));
  try {
    if (kept && !process.env.DATABASE_URL) {
      const own = join(kept, `sqlite-${size}`);
      if (!existsSync(own)) {
        mkdirSync(kept, { recursive: true });
        const draft = `${own}.draft`;
        rmSync(draft, { recursive: true, force: true });
        await make(draft, size, log);
        renameSync(draft, own);
      }
      cpSync(own, root, { recursive: true, mode: constants.COPYFILE_FICLONE });
    } else await make(root, size, log);
    writeFileSync(join(root, 'bridge.yaml'), settings.replace('b2:', `${moreShops}b2:`));
    const lab = await startLab(root);
    return {
      root,
      made: readFileSync(join(root, madeFile), 'utf8'),
      async end() {
        await stop(lab);
        rmSync(root, { recursive: true, force: true });
      },
    };
  } catch (error) {
    rmSync(root, { recursive: true, force: true });
    throw error;
  }
}

async function make(root: string, size: number, log: (line: string) => void): Promise<void> {
  const done = spawnSync(process.execPath, [...cli, 'init', root], { encoding: 'utf8' });
  if (done.status !== 0) throw new Error(done.stderr);
  writeFileSync(join(root, 'bridge.yaml'), settings);
  // The shop is open by API only where a lab runs.
  const lab = await startLab(root);
  try {
    const bridge = await openBridge(root, { env: process.env });
    const seconds = await makeHistory(bridge.context, size, log);
    await bridge.close();
    const bytes = process.env.DATABASE_URL
      ? ''
      : `, ${(statSync(join(root, 'data', 'bridge.db')).size / 1e6).toFixed(0)} MB`;
    const said = `${size} closed orders made in ${seconds.toFixed(0)} s${bytes}.`;
    log(said);
    writeFileSync(join(root, madeFile), said);
  } finally {
    await stop(lab);
  }
}

/** In a process of its own: this one stands still while it measures. */
async function startLab(root: string): Promise<ChildProcess> {
  rmSync(join(root, 'data', 'lab.json'), { force: true });
  const lab = spawn(process.execPath, [...cli, 'lab', '--seed', '4', '-C', root], { stdio: 'ignore' });
  for (let tries = 0; !existsSync(join(root, 'data', 'lab.json')); tries++) {
    if (tries > 600) throw new Error('the lab did not start');
    await sleep(100);
  }
  return lab;
}

async function stop(lab: ChildProcess): Promise<void> {
  if (lab.exitCode !== null || lab.signalCode !== null) return;
  const gone = once(lab, 'exit');
  lab.kill('SIGTERM');
  await gone;
}
