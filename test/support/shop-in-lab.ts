import { rmSync } from 'node:fs';
import type { LabOptions } from '../../mocks/server.ts';
import type { LabAddress } from '../../src/config/endpoints.ts';
import { memoryBudgets, memoryKept } from '../../src/connectors/budgets.ts';
import type { Connector } from '../../src/connectors/contract.ts';
import type { JobName } from '../../src/core/jobs.ts';
import type { Shop } from '../../src/core/shop.ts';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { issueShipments } from '../../src/flow/issue/index.ts';
import type { Context, RunResult } from '../../src/flow/types.ts';
import { shopJobs } from '../../src/flow/work/index.ts';
import type { ReadLayout } from '../../src/layout/types.ts';
import { openLinks } from '../../src/links.ts';
import { b2InLab } from './b2.ts';
import { issuedData, trackingNumber } from './issued-data.ts';
import { standardLayouts } from './market.ts';
import { type Holdings, type Stand, startStand } from './stand.ts';
import { newRoot, openWorkspace } from './workspace.ts';

/** A bridge with one shop that speaks to a lab of its own; the lab's clock is the bridge's and stands still between calls. */
export interface ShopInLab {
  /** Sealed secrets of the workspace, by name. */
  readonly secrets: Map<string, string>;
  readonly stand: Stand;
  readonly ctx: Context;
  /** Its name; `marketplace` is the connector's. */
  readonly shop: string;
  minutes(count: number): void;
  job(name: JobName): Promise<RunResult>;
  /** A change of the outside world. */
  change(name: string, args?: Readonly<Record<string, string>>): Promise<unknown>;
  holdings(): Promise<Holdings>;
  /** Everything that is ready (of these orders) is printed, and the numbers come back. Gives the customer numbers. */
  print(orders?: readonly string[]): Promise<string[]>;
  /** The process ended and another one begins: what it only remembered is gone. */
  restart(): void;
  /** Other settings of the `api:` block, for the next process, which begins. */
  settings(more: Readonly<Record<string, unknown>>): void;
  close(): Promise<void>;
}

export interface ShopInLabOptions {
  readonly connector: Connector;
  /** Its `api:` block; the lab's account takes the place of its own. */
  readonly api: unknown;
  readonly shop?: Partial<Shop>;
  readonly seed?: unknown;
  readonly at?: string;
  /** A mock that is not in the lab's list, and layouts that are not among the standard ones. */
  readonly lab?: LabOptions['more'];
  readonly layouts?: ReadonlyMap<string, ReadLayout>;
  /** Jobs that are switched off. */
  readonly jobsOff?: readonly JobName[];
  /** Labels may be handed over to the lab's B2 Cloud. */
  readonly b2?: boolean;
  /** Points at which the bridge may be killed. */
  readonly kill?: Context['at'];
}

export async function openShopInLab(options: ShopInLabOptions): Promise<ShopInLab> {
  const { connector, api, seed = 'small', at, lab: more } = options;
  const stand = await startStand(seed, at, more);
  const shop = options.shop?.name ?? connector.name;
  const b2 = options.b2 ? b2InLab(stand) : undefined;
  const workspace = await openWorkspace(newRoot(), {
    now: stand.now,
    ...(options.kill && { at: options.kill }),
    config: (config) => ({
      ...config,
      mail: { to: ['desk@example.jp'], from: 'bridge@example.jp', smtp: undefined },
      shops: {
        [shop]: {
          ...config.shops.amazon!,
          title: connector.title,
          marketplace: connector.name,
          defaultMethod: 'yamato',
          ...(b2 && { billing: b2.billing }),
          ...options.shop,
          name: shop,
        },
      },
      apis: { [shop]: { settings: connector.settings.parse(api), live: false } },
      ...(b2 && { b2: b2.config }),
      ...(options.jobsOff && { jobsOff: { [shop]: options.jobsOff } }),
    }),
  });
  const standard = standardLayouts();
  // What stands in the store, and so outlives a process.
  const budgets = memoryBudgets(stand.now);
  const kept = memoryKept();
  const secrets = new Map<string, string>();
  let given = api as Readonly<Record<string, unknown>>;
  const openLink = (config = workspace.ctx.config) =>
    openLinks({
      config,
      connectors: { [connector.name]: connector },
      now: stand.now,
      sleep: async (ms) => stand.turn(ms),
      budgets,
      kept: () => kept,
      lab: stand.lab as unknown as LabAddress,
      secret: (place) => ('stored' in place ? (secrets.get(place.stored) ?? '') : ''),
    });
  const layouts = { ...standard.layouts, read: new Map([...standard.layouts.read, ...(options.layouts ?? [])]) };
  const carrier = b2?.open();
  const ctx = {
    ...workspace.ctx,
    ...standard,
    layouts,
    link: openLink(),
    ...(carrier && { carrier: () => carrier }),
  } satisfies Context;
  let printed = 0;
  return {
    stand,
    ctx,
    secrets,
    shop,
    minutes: (count) => stand.turn(count * 60_000),
    job: (name) => shopJobs[name](ctx, shop),
    change: (name, args = {}) => stand.control(`/systems/${connector.name}/${name}`, args),
    holdings: () => stand.holdings(connector.name),
    async print(orders) {
      const { shipments } = await issueShipments(ctx, { shop, ...(orders && { orders }) });
      const day = stand.now().toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toString().replaceAll('-', '/');
      const rows = shipments.map((customerNo) => ({ customerNo, number: trackingNumber(printed++), day }));
      if (rows.length > 0)
        await intakeFile(ctx, { name: `issued-${printed}.csv`, bytes: issuedData(rows), shop: '', layout: '' });
      return [...shipments];
    },
    restart() {
      ctx.link = openLink(ctx.config);
    },
    settings(more) {
      given = { ...given, ...more };
      const apis = { [shop]: { settings: connector.settings.parse(given), live: false } };
      Object.assign(ctx, { config: { ...ctx.config, apis } });
      ctx.link = openLink(ctx.config);
    },
    async close() {
      await workspace.close();
      await stand.close();
      rmSync(workspace.root, { recursive: true, force: true });
    },
  };
}
