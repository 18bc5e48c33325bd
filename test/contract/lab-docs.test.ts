import { afterAll, beforeAll, expect, it } from 'vitest';
import { type Lab, startLab } from '../../mocks/server.ts';
import { labControl } from '../support/lab-client.ts';

/* /_lab/docs: enough to write a client by it alone. Every example is a call that was really made, of fields that are printed, and so is every refusal. */

interface Field {
  readonly name: string;
  readonly in: string;
  readonly type: string;
  readonly required?: true | string;
  readonly max?: number;
  readonly values?: readonly string[];
}
interface Shown {
  readonly name: string;
  readonly method: string | string[];
  readonly path: string;
  readonly sends?: readonly Field[];
  readonly limits?: readonly string[];
  readonly example?: {
    readonly method: string;
    readonly url: string;
    readonly headers: Record<string, string>;
    readonly body: string;
    readonly status: number;
    readonly answer: string;
    readonly refusals: readonly { readonly when: string; readonly status: number; readonly codes: readonly string[] }[];
  };
}

let lab: Lab;
let systems: Record<string, { operations: Shown[]; order: string[] }>;
let page: string;
beforeAll(async () => {
  lab = await startLab();
  ({ systems } = (await labControl(lab).get('/docs')).json);
  page = await (await fetch(`${lab.control}/docs`, { headers: { accept: 'text/html' } })).text();
});
afterAll(() => lab.close());

/** Refused on purpose, whatever is sent. */
const refused = /payment_status/;

it.each(['amazon', 'qoo10', 'shopserve', 'ecforce', 'b2cloud'])(
  '%s: every operation has an example, and what it carries is printed',
  (name) => {
    const { operations, order } = systems[name]!;
    for (const one of operations) {
      expect([one.name, one.example?.status]).toEqual([one.name, expect.any(Number)]);
      const { example } = one;
      expect([one.method].flat()).toContain(example!.method.toLowerCase());
      if (refused.test(one.name)) expect(example!.status).toBe(501);
      else expect(example!.status).toBeLessThan(400);
      expect({ name: one.name, strange: strange(one) }).toEqual({ name: one.name, strange: [] });
    }
    expect(order.length).toBe(operations.length);
  },
);

/** Whatever stands there is taken: no bytes are a file, too. */
const anything = new Set(['the body']);

it.each(['amazon', 'qoo10', 'shopserve', 'ecforce', 'b2cloud'])(
  '%s: what is printed as required is asked for, and what is printed as choice takes nothing else',
  (name) => {
    for (const { name: operation, sends = [], example } of systems[name]!.operations) {
      const seen = new Set(example!.refusals.map((one) => one.when));
      const missing = sends.filter(
        (one) =>
          one.required === true && one.in !== 'path' && !anything.has(one.name) && !seen.has(`${one.name} is left out`),
      );
      expect({ operation, missing: missing.map((one) => one.name) }).toEqual({ operation, missing: [] });
    }
  },
);

/** What an example sends that is not printed. */
function strange({ sends = [], example }: Shown): string[] {
  const { url, headers, body } = example!;
  const names = (where: string) => new Set(sends.filter((one) => one.in === where).map((one) => one.name));
  const query = [...new URL(url).searchParams.keys()].map((one) =>
    one.replace(/^q\[(.*)_(eq|in|gteq|lteq|cont)\]$/, 'q[$1_PREDICATE]'),
  );
  return [
    ...query.filter((one) => !names('query').has(one) && !names('query').has(one.replace(/_[a-z]+$/, '_*'))),
    ...Object.keys(headers).filter((one) => one !== 'content-type' && !names('header').has(one)),
    ...(names('body').has('the body') ? [] : sentIn(body, headers['content-type'] ?? '')).filter(
      (one) => !names('body').has(one) && !isInside(one, sends),
    ),
  ];
}
/** In an object whose members are anybody's. */
const isInside = (name: string, sends: readonly Field[]): boolean =>
  sends.some(
    (one) =>
      /^(object|list of objects)/.test(one.type) &&
      /^(\[\])?\./.test(name.slice(one.name.length)) &&
      name.startsWith(one.name),
  );

/** Names in a body; of a form whose parameter holds rows in JSON those of the rows, too. A file has none. */
function sentIn(body: string, type: string): string[] {
  if (/form-urlencoded/.test(type))
    return [...new URLSearchParams(body)].flatMap(([name, value]) =>
      value.startsWith('[{') ? [name, ...leaves(JSON.parse(value), name)] : [name],
    );
  return body.startsWith('{') ? leaves(JSON.parse(body)) : [];
}
/** Names of the values of a JSON body, of lists with []. */
function leaves(value: unknown, at = ''): string[] {
  if (Array.isArray(value)) {
    if (value.every((one) => typeof one !== 'object')) return [at];
    return value.flatMap((one) => leaves(one, `${at}[]`));
  }
  if (typeof value === 'object' && value !== null)
    return Object.entries(value).flatMap(([name, one]) => leaves(one, at === '' ? name : `${at}.${name}`));
  return at === '' ? [] : [at];
}

it('prints fields with what the checks go by, limits, and what strict mode leaves', () => {
  const fieldsOf = (system: string, operation: string) =>
    new Map(systems[system]!.operations.find((one) => one.name === operation)!.sends!.map((one) => [one.name, one]));
  const rows = fieldsOf('b2cloud', 'registerEdit');
  expect(rows.get('feed.entry[].shipment.consignee_name')).toMatchObject({
    max: 32,
    required: 'service_type 0 1 2 3 4 5 6 7 8 9 A',
  });
  expect(rows.get('feed.entry[].shipment.delivery_time_zone')!.values).toEqual(
    expect.arrayContaining(['0812', '1921', '0017']),
  );
  expect(fieldsOf('shopserve', 'registerShipping').get('shipping_company')!.values).toContain('Yamato');
  expect(fieldsOf('ecforce', 'orders.shipping').get('orders[].shipping_slip')!.max).toBe(30);
  const limits = (system: string, operation: string) =>
    systems[system]!.operations.find((one) => one.name === operation)!.limits;
  expect(limits('b2cloud', 'registerEdit')).toEqual(['1000 rows a call']);
  expect(limits('ecforce', 'orders.shipping')).toEqual(['2000 calls a day', '100 orders a call']);
  expect(page).toContain('feed.entry[].shipment.consignee_name');
  expect(page).toContain('2000 calls a day');
  expect(page).toMatch(/A detail of trust C inside an answer of trust A or B.*is not refused/);
});

it('examples leave the lab as it was', async () => {
  expect((await labControl(lab, 'b2cloud').holdings()).waybills).toEqual([]);
  expect((await labControl(lab).get('/requests')).json).toEqual([]);
});
