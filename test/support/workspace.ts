import { mkdirSync, mkdtempSync, readdirSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Config } from '../../src/config/types.ts';
import { sha256 } from '../../src/core/ids.ts';
import type { Context, Incoming, IntakeDocument } from '../../src/flow/types.ts';
import { openStore } from '../../src/store/db.ts';
import { shop } from './orders.ts';

/** A workspace in a temporary folder with a real SQLite store, for flow tests. Also usable outside vitest (killed children). */
export interface Workspace {
  readonly root: string;
  readonly ctx: Context;
  /** What the operator was told, in order. */
  readonly told: string[];
  close(): Promise<void>;
}

export function newRoot(): string {
  const root = mkdtempSync(join(tmpdir(), 'b2-bridge-flow-'));
  for (const name of ['inbox', 'outbox', 'data']) mkdirSync(join(root, name));
  return root;
}

export interface WorkspaceOptions {
  readonly at?: Context['at'];
  readonly now?: Context['now'];
  readonly config?: (config: Config) => Config;
}

export async function openWorkspace(root: string, options: WorkspaceOptions = {}): Promise<Workspace> {
  const told: string[] = [];
  const plain: Config = {
    root,
    name: '見本商店',
    sharedWith: 'nobody',
    inbox: join(root, 'inbox'),
    outbox: join(root, 'outbox'),
    data: join(root, 'data'),
    database: { kind: 'sqlite', file: join(root, 'data', 'bridge.db') },
    watch: { polling: false, interval: 200, quiet: 100 },
    limits: { fileBytes: 5 * 1024 ** 2, unpackedBytes: 50_000_000, ratio: 100, lineBytes: 100_000 },
    billing: { customerCode: '', classCode: '', freightNo: '' },
    shippers: {},
    shops: Object.fromEntries(['amazon', 'sheet', 'ガラス工房'].map((name) => [name, shop({ name })])),
    apis: {},
    jobs: {},
    mail: undefined,
    lab: { port: 0, seed: 'small' },
  };
  const config = options.config?.(plain) ?? plain;
  const store = await openStore(config.database, Buffer.alloc(32, 7));
  const ctx: Context = {
    config,
    layouts: { read: new Map(), write: new Map() },
    masters: { methods: [], dictionaries: {} },
    store,
    now: options.now ?? (() => Temporal.Instant.from('2026-11-21T16:00:00Z')), // already the 22nd in Japan
    tell: (line) => told.push(line),
    at: options.at ?? (() => {}),
  };
  return { root, ctx, told, close: () => store.close() };
}

export async function removeWorkspace({ root, close }: Workspace): Promise<void> {
  await close();
  rmSync(root, { recursive: true, force: true });
}

/** Every file under a folder, as sorted paths with `/`; without what the bridge keeps there for itself (flow/standing). */
export function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && !/^\.(store\.json|issued-.*\.log)$/.test(entry.name))
    .map((entry) =>
      join(entry.parentPath, entry.name)
        .slice(folder.length + 1)
        .replaceAll('\\', '/'),
    )
    .sort();
}

export function intakeDocument(more: Partial<IntakeDocument> = {}): IntakeDocument {
  return {
    file: '注文.csv',
    hash: sha256('注文'),
    shop: 'sheet',
    layout: 'order-sheet@1',
    orders: { new: 0, revised: 0, unchanged: 0, refused: 0 },
    registered: {},
    seenBefore: false,
    refused: false,
    problems: [],
    held: [],
    ...more,
  };
}

/** The smallest intake that keeps its promise: the document is committed once, the second time it is `seenBefore`. */
export async function plainTake(ctx: Context, { name, bytes, shop: shopName }: Incoming): Promise<IntakeDocument[]> {
  const hash = sha256(bytes);
  const at = ctx.now().toString();
  const info = { hash, direction: 'in', name, mediaType: 'text/csv', size: bytes.length, layout: '', at } as const;
  const isNew = await ctx.store.write((tx) => tx.putDocument({ ...info, shop: shopName }, bytes));
  const count = Math.max(0, Buffer.from(bytes).toString('latin1').split('\n').filter(Boolean).length - 1);
  const orders = { new: isNew ? count : 0, revised: 0, unchanged: 0, refused: 0 };
  return [intakeDocument({ file: name, hash, shop: shopName, orders, seenBefore: !isNew })];
}
