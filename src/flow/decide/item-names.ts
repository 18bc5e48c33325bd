import { replacedWords } from '../../core/sentences/registering.ts';
import { goodsInParcel, type Shipment } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import { fit as cutAt, width } from '../../text/width.ts';

/** Width of 品名１ and of 品名２ in B2's import layout; what is too wide for the first goes on in the second when that is free. */
const room = 50;

/**
 * 品名１ and ２: the shop's fixed text, else the goods; more than two kinds are counted (`ほか3点`). A shop with
 * `long-item-names: shorten` has names of goods that do not fit cut at a character, with `…`; `shortened` says that.
 */
export function itemNames(
  shipment: Shipment,
  shop: Shop,
): { readonly names: readonly [string, string]; readonly shortened: boolean } {
  if (shop.itemName !== '') return { names: [shop.itemName, ''], shortened: false };
  const lines = goodsInParcel(shipment);
  const [first = '', second = ''] = lines.slice(0, 2).map((line) => line.name || line.sku);
  const rest = lines.slice(1).reduce((sum, line) => sum + line.quantity, 0);
  const names: readonly [string, string] = [first, lines.length > 2 ? `ほか${rest}点` : second];
  if (shop.longItemNames !== 'shorten') return { names, shortened: false };
  const short: readonly [string, string] =
    names[1] === '' ? [shortenOver(names[0]), ''] : [shorten(names[0], room), shorten(names[1], room)];
  return { names: short, shortened: short[0] !== names[0] || short[1] !== names[1] };
}

/** One kind: 品名１ is filled first, 品名２ takes the rest and is the one that ends in `…`. */
function shortenOver(name: string): string {
  const { head, rest } = cutAt(name, room);
  return head + shorten(rest, room);
}

const ellipsis = '…';

function shorten(name: string, max: number): string {
  return width(name) <= max ? name : cutAt(name, max - width(ellipsis)).head.trimEnd() + ellipsis;
}

/** What the shipment's list of replacements says when its names were shortened. */
export const shortenedMark = replacedWords.itemName;
