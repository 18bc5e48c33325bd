import type { OrderLine } from './order.ts';

/**
 * What a person arranged with an order (分割・同梱・複写). Stands beside the order, is kept over its revisions, and
 * `decide` respects it. What it means for lines that changed later is decided anew each time.
 */
export interface Arrangement {
  /** 分割: parcels besides the first one of their destination. */
  readonly parts: readonly Part[];
  /** 同梱: orders whose goods this order's parcel carries, with the own shipment that carries them. */
  readonly bundled: readonly BundleLink[];
  /** 同梱: the order (and its shipment) that carries this order's goods. */
  readonly bundledInto: BundleLink | null;
  /** 複写: the order that this one was copied from, '' = not a copy. */
  readonly copyOf: string;
  /** 複写: copies made of this order. */
  readonly copies: readonly string[];
  /** Name of the rule that made the parts; worked out anew while no label is out. Missing = a person made them, or there are none. */
  readonly splitBy?: string;
  /** A person put back together what a rule had split: no rule splits it again by itself. */
  readonly keptWhole?: true;
  /** A person took it out of a parcel: no rule puts it into one by itself. */
  readonly keptApart?: true;
  /** Given by a person; rules may ask for them. Missing = none. */
  readonly tags?: readonly string[];
}

export interface Part {
  /** 2, 3 …: generation of the derived shipment id; 1 is what remains. */
  readonly number: number;
  readonly lines: readonly { readonly no: string; readonly quantity: number }[];
}

export interface BundleLink {
  readonly order: string;
  /** Shipment id. */
  readonly shipment: string;
}

export const noArrangement: Arrangement = { parts: [], bundled: [], bundledInto: null, copyOf: '', copies: [] };

/** A copy, or an order that was copied: the marketplace is never told by the machine which of them was shipped (A4). */
export function isCopyRelated({ copyOf, copies }: Arrangement): boolean {
  return copyOf !== '' || copies.length > 0;
}

/** Orders that share goods or money with this one by bundle or copy (A10). Splits stay in the same order. */
export function relativesOf({ bundled, bundledInto, copyOf, copies }: Arrangement): readonly string[] {
  const all = [...bundled.map((one) => one.order), bundledInto?.order ?? '', copyOf, ...copies];
  return [...new Set(all.filter((number) => number !== ''))];
}

export interface Portion {
  readonly part: number;
  readonly lines: readonly OrderLine[];
  /** The parts ask for more than was ordered: today's lines are fewer than when the order was split. */
  readonly fits: boolean;
}

/**
 * Lines of one destination, dealt out to the parts that a person made: each part gets what it names, as far as it still
 * exists; the rest stays in part 1. Without parts the one portion is the lines themselves.
 *
 * @param lines what is to ship to the destination today.
 * @param all every line of the destination (cancelled ones too): a part belongs where its lines belong.
 */
export function portions(
  lines: readonly OrderLine[],
  all: readonly OrderLine[],
  parts: readonly Part[],
): readonly Portion[] {
  const numbers = new Set(all.map((line) => line.no));
  const own = parts.filter((part) => part.lines.some((line) => numbers.has(line.no)));
  if (own.length === 0) return [{ part: 1, lines, fits: true }];
  const left = new Map(lines.map((line) => [line.no, line.quantity]));
  const byNo = new Map(lines.map((line) => [line.no, line]));
  let fits = true;
  const taken = own.map((part): Omit<Portion, 'fits'> => {
    const given: OrderLine[] = [];
    for (const { no, quantity } of part.lines) {
      const line = byNo.get(no);
      if (!line) continue;
      const rest = left.get(no) ?? 0;
      if (quantity > rest) fits = false;
      const dealt = Math.min(quantity, rest);
      left.set(no, rest - dealt);
      if (dealt > 0) given.push({ ...line, quantity: dealt });
    }
    return { part: part.number, lines: given };
  });
  const first = lines.flatMap((line) => {
    const quantity = left.get(line.no) ?? 0;
    return quantity > 0 ? [{ ...line, quantity }] : [];
  });
  return [{ part: 1, lines: first, fits }, ...taken.map((one) => ({ ...one, fits }))];
}
