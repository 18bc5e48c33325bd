import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Lab, type LabOptions, startLab } from '../../mocks/server.ts';
import { writeLabFile } from '../../src/lab-file.ts';
import { cli } from './cli.ts';

/** A workspace with one Amazon shop that speaks to a lab of its own. */
export interface LabWorkspace {
  readonly root: string;
  readonly lab: Lab;
  /** The ledger of the lab's Amazon. */
  holdings<T>(): Promise<T>;
  close(): Promise<void>;
}

export interface LabWorkspaceOptions {
  readonly seed: NonNullable<LabOptions['seed']>;
  /** Layouts that the shop reads. */
  readonly read: string;
  /** Further lines of the `api` block, e.g. `feed-from: 5`. */
  readonly api?: string;
  /** Further lines at the end of bridge.yaml. */
  readonly more?: string;
  readonly issue?: 'auto' | 'manual';
}

export async function labWorkspace({
  seed,
  read,
  api = '',
  more = '',
  issue = 'auto',
}: LabWorkspaceOptions): Promise<LabWorkspace> {
  const root = mkdtempSync(join(tmpdir(), 'b2-lab-'));
  await cli(['init', root]);
  writeFileSync(
    join(root, 'bridge.yaml'),
    `defaults:
  remarks: allow
  double-purchase: allow
  billing: { customer-code: "000000000000", freight-no: "01" }
  issue: ${issue}
shops:
  amazon:
    title: Amazon
    default-method: yamato
    layouts: { read: [${read}] }
    api:
      seller-id: A0SAMPLE0
      lwa: { client-id: x, client-secret: { env: S }, refresh-token: { env: R } }
      ${api}
${more}`,
  );
  const lab = await startLab({ seed });
  writeLabFile(join(root, 'data', 'lab.json'), lab);
  return {
    root,
    lab,
    holdings: async <T>() => (await (await fetch(`${lab.control}/holdings/amazon`)).json()) as T,
    close: async () => {
      await lab.close();
      rmSync(root, { recursive: true, force: true });
    },
  };
}
