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
  const text = readFileSync(client, 'utf8');
  const used = [...text.matchAll(/Operation\("(\w+)", "(\w+)"\)|step\("(\w+)"/g)].map(
    ([, system = 'b2cloud', name, step]) => [system, name ?? step!] as const,
  );
  const { json } = await labControl(lab).get('/docs');
  const operations = (system: string): readonly Printed[] => json.systems[system]!.operations;
  expect(used.length).toBeGreaterThan(7);
  for (const [system, name] of used) expect(operations(system).map((one) => one.name)).toContain(name);
  // No path of a system and no name of a body stands in it that the page does not print.
  expect(text).not.toMatch(/\/b2\/|\/v2\/|editA/);
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

  // What the lab saw of it: nothing that the docs do not print.
  const requests = (await labControl(lab).get('/requests')).json as { no: number; system: string; operation: string }[];
  expect(requests.map((one) => one.operation)).toEqual(expect.arrayContaining(used.map(([, name]) => name)));
  for (const { no, system, operation } of requests) {
    const { url, body } = (await labControl(lab).get(`/requests/${no}`)).json as { url: string; body: string };
    const sends = operations(system).find((one) => one.name === operation)!.sends;
    const known = (where: string) => sends.filter((one) => one.in === where).map((one) => one.name);
    for (const name of new URL(url, 'http://x').searchParams.keys()) expect(known('query')).toContain(name);
    for (const name of leaves(body === '' ? {} : JSON.parse(body))) expect(known('body')).toContain(name);
  }
});

it('holds the client that only runs by hand against the page: every name that it sends is printed', async () => {
  const text = readFileSync(join(import.meta.dirname, '..', 'clients', 'amazon_to_label.php'), 'utf8');
  const { json } = await labControl(lab).get('/docs');
  const operations = [...json.systems.amazon.operations, ...json.systems.b2cloud.operations] as (Printed & {
    readonly path: string;
  })[];
  const steps = text
    .slice(text.indexOf('// lwaToken'), text.indexOf('echo json_encode'))
    .split(/^\/\/ (?=\w+(?:, \w+)*$)/m)
    .slice(1);
  expect(steps.length).toBe(6);
  const headers = operations
    .flatMap(({ sends }) => (sends ?? []).filter((one) => one.in === 'header'))
    .map((one) => one.name);
  for (const step of steps) {
    const named = step
      .slice(0, step.indexOf('\n'))
      .split(', ')
      .map((name) => operations.find((one) => one.name === name)!);
    const fields = named.flatMap((one) => one.sends);
    const known = new Set([...fields.flatMap(({ name }) => name.replaceAll('[]', '').split('.')), ...headers]);
    const sent = [...step.matchAll(/'([\w-]+)' =>|[?&](\w+)(?==|&)/g)].map((one) => one[1] ?? one[2]!);
    expect(sent.filter((name) => !known.has(name) && name !== 'content-type')).toEqual([]);
    const paths = [...step.matchAll(/\['api'\]\}\/([^?"]+)/g)].map((one) => one[1]!.replace(/\{[^}]+\}+/g, ':x'));
    const printed = named.map((one) => one.path.replace(/^\/(amazon\/api|b2cloud)\//, '').replace(/:\w+/g, ':x'));
    for (const path of paths) expect(printed).toContain(path);
  }
});

interface Printed {
  readonly name: string;
  readonly sends: readonly { readonly name: string; readonly in: string }[];
}

/** Names of the values of a JSON body as the docs write them. */
function leaves(value: unknown, at = ''): string[] {
  if (Array.isArray(value) && value.some((one) => typeof one === 'object'))
    return value.flatMap((one) => leaves(one, `${at}[]`));
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return [at];
  return Object.entries(value).flatMap(([name, one]) => leaves(one, at === '' ? name : `${at}.${name}`));
}
