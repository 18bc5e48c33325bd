import { hold } from '../../core/decide/hold.ts';
import type { Party } from '../../core/order.ts';
import { replacedWords } from '../../core/sentences/registering.ts';
import { goodsInParcel, type Hold, type Shipment } from '../../core/shipment.ts';
import type { Shop } from '../../core/shop.ts';
import {
  environmentDependent,
  isPlainText,
  lacking,
  proposeReplacement,
  shownCharacter,
  unify,
} from '../../text/characters.ts';
import { itemNames, shortenedMark } from './item-names.ts';

/**
 * Makes a shipment's texts printable: forms that look the same are unified (〜→～), characters that B2's code page lacks
 * are replaced when the shop allows it or a person cleared the hold, and every replacement is listed in `replaced`.
 * What may not be replaced becomes a hold with the proposal in it. Names of goods that a shop has shortened are listed too.
 */
export function printable(
  shipment: Shipment,
  shop: Shop,
  isCleared: (hold: Hold) => boolean,
): { readonly shipment: Shipment; readonly holds: readonly Hold[] } {
  const holds: Hold[] = [];
  const replaced = new Set<string>();

  const clean = (text: string, field: string): string => {
    if (isPlainText(text)) return text;
    let out = unify(text);
    for (const char of lacking(out)) {
      const to = proposeReplacement(char)?.to;
      if (to === undefined) {
        holds.push(hold('char-without-replacement', 'data', { field, char: shownCharacter(char) }));
        continue;
      }
      const asked = hold('char-not-in-cp932', 'operator', { field, ...shown(char, to) });
      if (!shop.replaceCharacters) holds.push(asked);
      if (shop.replaceCharacters || isCleared(asked)) out = replace(out, char, to);
    }
    for (const char of environmentDependent(out)) {
      const to = proposeReplacement(char)?.to;
      if (to === undefined) continue;
      const asked = hold('char-dependent', 'operator', { field, ...shown(char, to) });
      if (shop.dependentCharacters === 'hold' && !shop.replaceCharacters) holds.push(asked);
      if (shop.replaceCharacters || isCleared(asked)) out = replace(out, char, to);
    }
    return out;
  };
  const replace = (text: string, char: string, to: string): string => {
    const { char: from, to: into } = shown(char, to);
    replaced.add(`${from}→${into}`);
    return text.replaceAll(char, to);
  };

  const clean2 = (party: Party, who: string): Party => ({
    ...party,
    name: clean(party.name, `${who}名`),
    kana: clean(party.kana, `${who}名(カナ)`),
    company: clean(party.company, `${who}会社・部門`),
    department: clean(party.department, `${who}会社・部門`),
    address: {
      prefecture: clean(party.address.prefecture, `${who}住所`),
      city: clean(party.address.city, `${who}住所`),
      street: clean(party.address.street, `${who}住所`),
      building: clean(party.address.building, `${who}建物名`),
    },
  });
  const result: Shipment = {
    ...shipment,
    consignee: clean2(shipment.consignee, 'お届け先'),
    ...(shipment.sender && { sender: clean2(shipment.sender, 'ご依頼主') }),
    orderer: shop.sender === 'orderer' ? clean2(shipment.orderer, 'ご依頼主') : shipment.orderer,
    ...(shop.itemName === '' && {
      lines: shipment.lines.map((line) => ({ ...line, name: clean(line.name, '品名') })),
      bundled: shipment.bundled.map((one) => ({
        ...one,
        lines: one.lines.map((line) => ({ ...line, name: clean(line.name, '品名') })),
      })),
    }),
    note: clean(shipment.note, '記事'),
  };
  if (itemNames(result, shop).shortened) replaced.add(shortenedMark);
  return { shipment: { ...result, replaced: [...replaced] }, holds };
}

const shown = (char: string, to: string) => ({
  char: shownCharacter(char),
  to: to === '' ? replacedWords.nothing : to,
});

/** Characters that go to the printer although B2's rule does not name them; said in the report, each once. */
export function dependentOnLabel(shipment: Shipment): string[] {
  const { consignee } = shipment;
  const text = [consignee.name, consignee.company, consignee.department, ...Object.values(consignee.address)].join('');
  return environmentDependent(
    text +
      goodsInParcel(shipment)
        .map((line) => line.name)
        .join(''),
  );
}
