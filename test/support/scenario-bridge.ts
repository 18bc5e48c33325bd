import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openBridge } from '../../src/app.ts';
import { connectors } from '../../src/connectors/index.ts';
import { jobNames } from '../../src/core/jobs.ts';
import { issueByApi } from '../../src/flow/b2/issue-api.ts';
import { b2Job, shopJobs } from '../../src/flow/work/index.ts';

/** The bridge as a client of a lab that is there already: one shop at each marketplace, labels by API. */
export interface ScenarioBridge {
  /** Everything that is due by the lab's clock, once: pulled, labelled, told. */
  pass(): Promise<void>;
  close(): Promise<void>;
}

const settings = `defaults:
  billing: { customer-code: "000000000000", freight-no: "01" }
  default-method: yamato
  go-live: allow
  remarks: allow
  double-purchase: allow
  long-item-names: shorten
shops:
  amazon:
    title: Amazon
    layouts: { read: [amazon-orders-v2026] }
    api:
      seller-id: A0SAMPLE0
      lwa: { client-id: x, client-secret: { env: S }, refresh-token: { env: R } }
  qoo10:
    title: Qoo10
    layouts: { read: [qoo10-orders-v3] }
    api: { user-id: sample, certification-key: { env: K }, key-issued-on: 2026-11-01 }
  shopserve:
    title: shopserve
    layouts: { read: [shopserve-orders-api] }
    api: { shop-id: sample, manager-key: { env: M } }
  ecforce:
    title: ecforce
    layouts: { read: [ecforce-orders-v2] }
    unknown-products: allow
    api:
      { endpoint: example.jp/api, email: sample@example.jp, password: { env: P }, automation: false, stock-location: default }
b2:
  api: { access-key: { env: B }, api-user-id: SAMPLE }
  mail: [shop@example.com]
  notify-port: 0
`;

/** @param control of the lab, as `lab run --client` names it in `B2_BRIDGE_LAB` */
export async function openScenarioBridge(control: string): Promise<ScenarioBridge> {
  const root = mkdtempSync(join(tmpdir(), 'scenario-bridge-'));
  writeFileSync(join(root, 'bridge.yaml'), settings);
  const stop = new AbortController();
  const { context, close } = await openBridge(root, {
    env: { B2_BRIDGE_LAB: control },
    tell: () => {},
    signal: stop.signal,
  } as Parameters<typeof openBridge>[1]);
  const each = async (names: readonly (keyof typeof shopJobs)[]) => {
    for (const shop of Object.keys(context.config.apis)) {
      const own = new Set(Object.keys(connectors[context.config.shops[shop]!.marketplace]!.jobs ?? {}));
      for (const name of names) if (own.has(name)) await shopJobs[name](context, shop);
    }
  };
  const notices = jobNames.filter((one) => !['sweep', 'restock', 'issue', 'drift', 'pull', 'sync'].includes(one));
  return {
    async pass() {
      await each(['pull', 'sync']);
      await issueByApi(context, { unattended: true });
      await b2Job(context, '');
      await each(notices);
    },
    async close() {
      stop.abort();
      await close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
