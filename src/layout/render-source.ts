import { writeFields } from '../core/fields.ts';

/**
 * What a write layout renders: an object that answers the paths of `core/fields.ts` (writeFields). Parties may hold their
 * address parts in `address` or one level up. Missing values are blank.
 */
export type RenderInput = { readonly today: string } & Readonly<Record<string, unknown>>;

type Tree = Readonly<Record<string, unknown>>;

/** Reads one field path of the input as text: numbers as digits, true as `true`, nothing as ''. */
export function sourceReader(path: string): (input: RenderInput) => string {
  if (!(path in writeFields)) throw new Error(`unknown source "${path}"`);
  const steps = path.split('.');
  const last = steps.at(-1)!;
  const holder = (input: RenderInput): unknown => {
    let here: unknown = input;
    for (let i = 0; i < steps.length - 1; i++) here = isTree(here) ? here[steps[i]!] : undefined;
    return here;
  };
  if (last === 'address') return (input) => addressParts.map((part) => partOf(holder(input), part)).join('');
  if ((addressParts as readonly string[]).includes(last)) return (input) => partOf(holder(input), last);
  return (input) => {
    const from = holder(input);
    return isTree(from) ? asText(from[last]) : '';
  };
}

const addressParts = ['prefecture', 'city', 'street', 'building'] as const;

function partOf(party: unknown, part: string): string {
  if (!isTree(party)) return '';
  return part in party ? asText(party[part]) : isTree(party.address) ? asText(party.address[part]) : '';
}

const isTree = (value: unknown): value is Tree => typeof value === 'object' && value !== null;

function asText(value: unknown): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number') return String(value);
  return value === true ? 'true' : '';
}
