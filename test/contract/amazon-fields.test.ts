import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { sends } from '../../mocks/amazon/fields/index.ts';
import { rates } from '../../mocks/amazon/wire/rates.ts';

/* What the lab's Amazon takes and prints, held against Amazon's own models: no name of its own, and none left out in silence. */

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly required?: boolean;
  readonly maximum?: number;
  readonly maxItems?: number;
  readonly schema?: Schema;
  readonly enum?: readonly string[];
  readonly items?: { readonly enum?: readonly string[] };
}
interface Schema {
  readonly $ref?: string;
  readonly required?: readonly string[];
  readonly properties?: Readonly<Record<string, Schema>>;
  readonly items?: Schema;
  readonly enum?: readonly string[];
}
interface Model {
  readonly paths: Readonly<
    Record<
      string,
      Readonly<Record<string, { readonly operationId?: string; readonly parameters?: readonly Parameter[] }>>
    >
  >;
  readonly definitions: Readonly<Record<string, Schema>>;
}

const folder = join(import.meta.dirname, '../../mocks/amazon/models');
const files = ['ordersV0', 'orders_2026-01-01', 'feeds_2021-06-30', 'listingsItems_2021-08-01', 'tokens_2021-03-01'];
const operations = files.flatMap((file) => {
  const { paths, definitions } = JSON.parse(readFileSync(join(folder, `${file}.json`), 'utf8')) as Model;
  return Object.values(paths).flatMap((methods) =>
    Object.values(methods).flatMap(({ operationId = '', parameters = [] }) => {
      const name = file === 'ordersV0' && sends[`v0.${operationId}`] ? `v0.${operationId}` : operationId;
      return sends[name] ? [{ name, parameters, definitions }] : [];
    }),
  );
});

/** Members of Amazon's that the lab refuses as unknown: its README says what it has not. */
const notHere: Readonly<Record<string, readonly string[]>> = {
  searchListingsItems: [
    'variationParentSku',
    'packageHierarchySku',
    'createdAfter',
    'createdBefore',
    'lastUpdatedAfter',
    'lastUpdatedBefore',
    'withIssueSeverity',
    'withStatus',
    'withoutStatus',
    'sortBy',
    'sortOrder',
  ],
};

it.each(operations)(
  '$name takes what the model has, as needed, with its limits',
  ({ name, parameters, definitions }) => {
    const own = sends[name]!;
    const without = notHere[name] ?? [];
    const placed = (where: string) => own.filter((one) => one.in === where).map((one) => one.name);
    for (const where of ['path', 'query'])
      expect(placed(where).sort()).toEqual(
        parameters
          .filter((one) => one.in === where && !without.includes(one.name))
          .map((one) => one.name)
          .sort(),
      );
    for (const one of parameters.filter((given) => given.in !== 'body' && !without.includes(given.name))) {
      const field = own.find((given) => given.name === one.name)!;
      expect([one.name, field.required === true]).toEqual([one.name, one.required === true]);
      const most = one.maxItems ?? one.maximum;
      if (most !== undefined && field.values === undefined) expect([one.name, field.max]).toEqual([one.name, most]);
      const choice = one.enum ?? one.items?.enum;
      if (choice && field.values) expect(choice).toEqual(expect.arrayContaining([...field.values]));
    }
    const body = parameters.find((one) => one.in === 'body')?.schema;
    const known = body ? membersOf(body, definitions) : new Map<string, boolean>();
    for (const field of own.filter((one) => one.in === 'body'))
      expect([field.name, known.get(field.name)]).toEqual([field.name, expect.any(Boolean)]);
    for (const [member, isRequired] of known)
      if (isRequired && !member.includes('.')) expect(placed('body').map((one) => one.split('.')[0])).toContain(member);
  },
);

it('every operation behind the door has a rate, and what it takes', () => {
  for (const name of Object.keys(rates)) expect([name, sends[name]]).toEqual([name, expect.any(Array)]);
});

/** Members of a body by their place, and whether the model wants them. */
function membersOf(schema: Schema, definitions: Model['definitions'], at = '', depth = 0): Map<string, boolean> {
  const found = new Map<string, boolean>();
  const { properties = {}, required = [], items } = resolved(schema, definitions);
  if (items && depth < 6) return membersOf(items, definitions, `${at}[]`, depth + 1);
  for (const [name, inner] of Object.entries(properties)) {
    const place = at === '' ? name : `${at}.${name}`;
    found.set(place, required.includes(name));
    if (depth < 6)
      for (const [deeper, need] of membersOf(inner, definitions, place, depth + 1)) found.set(deeper, need);
  }
  return found;
}

const resolved = (schema: Schema, definitions: Model['definitions']): Schema =>
  schema.$ref ? resolved(definitions[schema.$ref.split('/').at(-1)!]!, definitions) : schema;
