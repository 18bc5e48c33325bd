import { orderSource } from '../../config/order-source.ts';
import { changeOrder } from '../../core/edit/change.ts';
import { type Sentence, say } from '../../core/sentences/index.ts';
import { isBeyondRecall } from '../../core/shipment.ts';
import { environmentDependent, lacking, proposeReplacement, shownCharacter } from '../../text/characters.ts';
import { width } from '../../text/width.ts';
import {
  asIfUnissued,
  carriedBy,
  carriedOrders,
  decider,
  knownFacts,
  labelLayout,
  openHoldsOf,
} from '../decide/index.ts';
import type { Context } from '../types.ts';
import { type AtDesk, bring, Refusal, type Said } from './arranging.ts';
import type { WantedEdit } from './edit-target.ts';
import { readEdits } from './edit-values.ts';

/** One place of a label: column of the label layout with what would stand there. */
export interface LabelCell {
  readonly name: string;
  readonly value: string;
  /** Half-width 1, full-width 2; `most` 0 = no limit. */
  readonly used: number;
  readonly most: number;
}

export interface PreviewedLabel {
  readonly customerNo: string;
  /** Its label is out: a correction does not change what is printed. */
  readonly isOut: boolean;
  /** By number of the column; empty = it cannot be rendered yet. */
  readonly cells: ReadonlyMap<number, LabelCell>;
  /** What would keep it back. */
  readonly holds: readonly Sentence[];
}

export interface EditPreview {
  readonly labels: readonly PreviewedLabel[];
  /** What was repaired or filled in of what was typed. */
  readonly notes: readonly Said[];
  /** What cannot be read: the labels are of the order as it stands then. */
  readonly refused: readonly Said[];
}

/**
 * What the labels of an order would say with these corrections, and what would keep them back: decided and rendered dry, nothing is stored.
 * Costs one order.
 */
export async function previewEdit(
  ctx: Context,
  number: string,
  { shop, edits }: { readonly shop: string; readonly edits: readonly WantedEdit[] },
): Promise<EditPreview> {
  try {
    const desk = await bring(ctx, ctx.store, number, shop);
    try {
      const { changes, notes } = readEdits(ctx, desk, edits, undefined);
      const { stored } = desk;
      const by = { by: 'preview', at: ctx.now().toString(), note: '' };
      const changed = changeOrder(stored.source ?? stored.order, stored.edits ?? [], changes, by);
      return { labels: await labelsOf(ctx, desk, changed), notes, refused: [] };
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;
      const { order, edits: before = [] } = desk.stored;
      return { labels: await labelsOf(ctx, desk, { order, edits: before }), notes: [], refused: error.reasons };
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { labels: [], notes: [], refused: error.reasons };
  }
}

async function labelsOf(
  ctx: Context,
  { shop, stored, shipments }: AtDesk,
  changed: Pick<ReturnType<typeof changeOrder>, 'order' | 'edits'>,
): Promise<PreviewedLabel[]> {
  const own = shipments.filter((one) => one.state !== 'cancelled');
  const source = stored.source ?? stored.order;
  const { source: _, edits: __, ...rest } = stored;
  const next = { ...rest, order: changed.order, ...(changed.edits.length > 0 && { source, edits: changed.edits }) };
  const decide = decider(ctx, shop, 'preview', await knownFacts(ctx, ctx.store, shop, [changed.order]));
  const decided = asIfUnissued(decide, {
    ...next,
    bundledOrders: carriedBy(stored.arrangement, await carriedOrders(ctx.store, shop.name, [next])),
    prior: own,
    lastSerial: Math.max(0, ...shipments.map((one) => one.shipment.serial)),
  });
  const { columns } = labelLayout(ctx, shop);
  const words = orderSource(ctx, shop.name);
  return own.flatMap(({ shipment, state }): PreviewedLabel[] => {
    const now = decided.get(shipment.id);
    if (!now) return [];
    const cells = columns.flatMap(({ no, name, width: most }, index): [number, LabelCell][] => {
      const value = now.cells?.[index] ?? '';
      return value === '' ? [] : [[no, { name, value, used: width(value), most }]];
    });
    const holds = openHoldsOf(now.holds).map(({ code, args }) => say(code, args, words));
    return [{ customerNo: shipment.customerNo, isOut: isBeyondRecall(state), cells: new Map(cells), holds }];
  });
}

/** Characters of a text that the label does not take, with what could stand instead. */
export interface Proposal {
  /** The whole text as it would be; as it is where nobody knows a replacement. */
  readonly text: string;
  readonly replaced: readonly { readonly from: string; readonly to: string }[];
  /** Nobody knows a replacement for these: a person must write something else. */
  readonly unknown: readonly string[];
}

/**
 * Proposes replacements for what CP932 lacks, and for what only NEC and IBM extensions have where the shop holds such orders.
 * undefined = the text is fine.
 */
export function proposeText(ctx: Pick<Context, 'config'>, shop: string, text: string): Proposal | undefined {
  const isStrict = ctx.config.shops[shop]?.dependentCharacters === 'hold';
  const chars = [...lacking(text), ...(isStrict ? environmentDependent(text) : [])];
  if (chars.length === 0) return undefined;
  const replaced: { from: string; to: string }[] = [];
  const unknown: string[] = [];
  let out = text;
  for (const char of chars) {
    const to = proposeReplacement(char)?.to;
    if (to === undefined) unknown.push(shownCharacter(char));
    else {
      replaced.push({ from: shownCharacter(char), to });
      out = out.replaceAll(char, to);
    }
  }
  return { text: out, replaced, unknown };
}
