import type { MockSystem } from '../system.ts';
import { examplesOf } from './examples.ts';

/** What strict mode refuses and what it does not, in the docs' words. */
export const strictSays =
  'Strict mode refuses operations and refusals of trust C before they do anything. A detail of trust C inside an answer of trust A or B (said in its row, e.g. "B; 400 C") is not refused.';

export type SystemDocs = Awaited<ReturnType<typeof docsOf>>;

/** One system's operations with what a request may carry, limits, an example that was really run and how it is refused, refusals, rows and trust. */
export async function docsOf(system: MockSystem, base: string) {
  const { title, operations, truth, changes, name, firstCall } = system;
  const rows = new Map(truth?.rows.map((row) => [row.id, row]));
  const seen = (id: string) => rows.get(id) ?? { id, what: '', trust: '' };
  const examples = await examplesOf(name, base);
  return {
    name,
    title,
    readme: `mocks/${name}/README.md`,
    address: system.address(`${base}/${name}`),
    try: firstCall?.(`${base}/${name}`),
    /** Operations in the order in which the examples called them. */
    order: Object.entries(examples)
      .sort(([, a], [, b]) => a.no - b.no)
      .map(([operation]) => operation),
    operations: operations.map((one) => {
      const [trust, ...about] = truth?.operations[one.name] ?? ['C'];
      return {
        name: one.name,
        method: one.method,
        path: `/${name}${one.path}`,
        trust,
        ...one.facts,
        rows: about.map(seen),
        example: examples[one.name],
      };
    }),
    refusals: Object.entries(truth?.refusals ?? {}).map(([code, [trust, row]]) => ({ code, trust, row: seen(row) })),
    rows: truth?.rows ?? [],
    changes: Object.keys(changes),
  };
}
