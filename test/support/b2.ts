import type { Config } from '../../src/config/types.ts';
import { carriers } from '../../src/connectors/index.ts';
import type { Order } from '../../src/core/order.ts';
import { intakeFile } from '../../src/flow/intake/intake-file.ts';
import { planOrders } from '../../src/flow/intake/plan-orders.ts';
import type { Context, Link } from '../../src/flow/types.ts';
import { amazonReport } from './amazon-report.ts';
import { standardLayouts } from './market.ts';
import { type Stand, startStand } from './stand.ts';
import { newRoot, openWorkspace, removeWorkspace, type Workspace } from './workspace.ts';

/** A bridge on the lab's B2 Cloud, in one process, with the lab's clock. */
export interface B2Bench {
  readonly stand: Stand;
  readonly workspace: Workspace;
  readonly ctx: Context;
  /** Orders of the shop `amazon` that are ready: their お客様管理番号 are `{number}_1`. */
  order(number: string, change?: Readonly<Record<string, string>>): Promise<void>;
  /** An order of the shop `amazon` with everything that no report can say. */
  put(order: Order): Promise<void>;
  /** A change of the lab's B2 Cloud. */
  change(name: string, args?: Readonly<Record<string, string>>): Promise<void>;
  /** What Yamato will carry: customer number → tracking numbers. */
  ledger(): Promise<Map<string, string[]>>;
  /** What our store says. */
  numbers(): Promise<Map<string, string[]>>;
  states(): Promise<Record<string, string>>;
  /** A new process: its session with B2 is gone. */
  restart(): void;
  close(): Promise<void>;
}

export interface B2Options {
  readonly at?: (point: string) => void;
  readonly settings?: Readonly<Record<string, unknown>>;
  readonly perRun?: number;
  readonly sender?: 'orderer' | 'seller';
  readonly customerNo?: 'shipment-number';
}

/** What a bridge needs to hand labels over to the lab's B2 Cloud. */
export function b2InLab(stand: Stand, options: Pick<B2Options, 'settings' | 'perRun'> = {}) {
  const { credentials, billing } = stand.lab.systems.b2cloud;
  const connector = carriers.b2!;
  const settings = connector.settings.parse({
    'access-key': { env: 'LAB_KEY' },
    'api-user-id': credentials.apiUserId,
    ...options.settings,
  });
  return {
    config: {
      settings: {},
      live: false,
      switches: { live: false, issueLabels: 'lab' },
      mailTo: ['b2@example.jp', 'boss@example.jp'],
      perRun: options.perRun ?? 1000,
      layout: 'b2-api',
      notifyPort: 0,
    } satisfies Config['b2'],
    billing: { customerCode: billing.customerCode, classCode: billing.classCode, freightNo: billing.freightNo },
    /** A new process: its session with B2 is another one. */
    open: (): Link => ({
      connector,
      settings,
      connection: stand.open(connector, settings, { LAB_KEY: credentials.accessKey }),
    }),
  };
}

export async function b2Bench(options: B2Options = {}): Promise<B2Bench> {
  const stand = await startStand('empty');
  let b2: ReturnType<typeof b2InLab>;
  try {
    b2 = b2InLab(stand, options);
  } catch (error) {
    await stand.close();
    throw error;
  }
  const root = newRoot();
  const workspace = await openWorkspace(root, {
    now: stand.now,
    config: (config) => ({
      ...config,
      mail: { to: ['desk@example.jp'], from: 'bridge@example.jp', smtp: undefined },
      b2: b2.config,
      shops: {
        amazon: {
          ...config.shops.amazon!,
          marketplace: 'amazon',
          defaultMethod: 'yamato',
          sender: options.sender ?? 'orderer',
          ...(options.customerNo && { customerNo: options.customerNo }),
          billing: b2.billing,
          layouts: { read: [], issue: 'b2-csv', notify: 'amazon-shipment-confirm' },
        },
      },
    }),
  });
  let link = b2.open();
  const ctx: Context = {
    ...workspace.ctx,
    ...standardLayouts(),
    at: options.at ?? (() => {}),
    carrier: () => link,
  };
  const waybills = async () => (await stand.holdings('b2cloud')).waybills ?? [];
  return {
    stand,
    workspace,
    ctx,
    async order(number, change = {}) {
      const bytes = amazonReport([{ 'order-id': number, ...change }]);
      await intakeFile(ctx, { name: `${number}.txt`, bytes, shop: 'amazon', layout: '' });
    },
    async put(order) {
      const at = stand.now().toString();
      const shop = ctx.config.shops.amazon!;
      const origin = { document: 'none', file: 'none', layout: 'none' };
      await ctx.store.write(async (tx) => {
        const plan = await planOrders(ctx, tx, shop, [{ order, rows: [1], problems: [], notes: [] }], origin, at);
        await tx.saveOrders(plan.orders);
        await tx.saveShipments(plan.shipments);
        await tx.addJournal(plan.journal);
      });
    },
    async change(name, args = {}) {
      await stand.control(`/systems/b2cloud/${name}`, args);
    },
    async ledger() {
      const found = new Map<string, string[]>();
      for (const one of await waybills()) {
        const key = String(one.customerNo);
        found.set(key, [...(found.get(key) ?? []), String(one.trackingNumber)]);
      }
      return found;
    },
    async numbers() {
      const shipments = await ctx.store.shipments({});
      return new Map(
        shipments
          .filter((one) => one.waybills.length > 0)
          .map((one) => [one.shipment.customerNo, one.waybills.map((each) => each.number)]),
      );
    },
    async states() {
      const shipments = await ctx.store.shipments({});
      return Object.fromEntries(shipments.map((one) => [one.shipment.customerNo, one.state]));
    },
    restart() {
      link = b2.open();
    },
    async close() {
      await removeWorkspace(workspace);
      await stand.close();
    },
  };
}
