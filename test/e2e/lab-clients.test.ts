import { execFile, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { labControl } from '../support/lab-client.ts';

/* A client in another language that knows of the lab only what its pages print. */

const client = join(import.meta.dirname, '..', 'clients', 'order_to_label.py');
let lab: Lab;
beforeAll(async () => {
  lab = await startLab();
});
afterAll(() => lab.close());

it('goes from the order over the label to the told number by the printed pages alone', async () => {
  const used = [...readFileSync(client, 'utf8').matchAll(/path_of\("(\w+)", "(\w+)"/g)].map(([, system, name]) => [
    system,
    name,
  ]);
  const { json } = await labControl(lab).get('/docs');
  expect(used.length).toBeGreaterThan(6);
  for (const [system, name] of used)
    expect(json.systems[system!].operations.map((one: { name: string }) => one.name)).toContain(name);
  // Where there is no Python, what it stands on is held all the same.
  if (spawnSync('python3', ['--version']).status !== 0) return;
  const { stdout } = await promisify(execFile)('python3', [client, new URL(lab.control).origin]);
  const said = JSON.parse(stdout) as { order: string; serial: string; number: string };
  const { acts } = await labControl(lab, 'shopserve').holdings();
  expect(acts!.filter((one) => one.what === 'ship' && one.via === 'API')).toMatchObject([
    { orderNo: said.order, serialCode: said.serial, effect: 'done', value: expect.stringContaining(said.number) },
  ]);
  const { waybills } = await labControl(lab, 'b2cloud').holdings();
  expect(waybills).toMatchObject([{ customerNo: said.order, trackingNumber: said.number }]);
});
