/** A choice that the buyer made beside the combination with stock (追加型オプション). */
export interface Additional {
  readonly name: string;
  readonly value: string;
  readonly price: number;
  readonly code: string;
}

export interface Chosen {
  /** Text of the combination (組合せ型), surcharges taken off; '' when there is none. */
  readonly combination: string;
  /** Code of the combination, '' when the seller gave none. */
  readonly code: string;
  readonly additional: readonly Additional[];
}

const surcharge = String.raw`(?:\s*\([+-]?[\d,]+円\))?`;
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\]/g, '\\$&');

/**
 * Takes apart what the buyer chose. Both kinds of options stand in one text, `name:value` pairs with ` / ` between them and a
 * surcharge behind (trust B), and which is which only the product tells; so the product's additional ones are taken out, and
 * what is left is the combination, however odd its words are.
 *
 * @param known additional options of the product
 */
export function splitOptions(text: string, code: string, known: readonly Additional[]): Chosen {
  let left = text.trim();
  const additional: Additional[] = [];
  // Longer ones first, so that `あり` does not eat the beginning of `ありがとうカード`.
  for (const one of [...known].sort((a, b) => b.value.length - a.value.length)) {
    const pair = `${escaped(one.name)}\\s*:\\s*${escaped(one.value)}${surcharge}`;
    const found = new RegExp(`(^|\\s/\\s)${pair}(?=\\s/\\s|$)`, 'u').exec(left);
    if (!found) continue;
    left = `${left.slice(0, found.index)}${left.slice(found.index + found[0].length)}`.replace(/^\s\/\s/, '').trim();
    additional.push(one);
  }
  // In the order in which the buyer sees them.
  additional.sort((a, b) => known.indexOf(a) - known.indexOf(b));
  return { combination: withoutSurcharges(left), code: withoutCodes(code.trim(), additional), additional };
}

/** `カラー:NAVY / サイズ:M(+100円)` without what it costs. */
export const withoutSurcharges = (text: string): string =>
  text
    .split(' / ')
    .map((part) => part.replace(/\s*\([+-]?[\d,]+円\)\s*$/, '').trim())
    .filter((part) => part !== '')
    .join(' / ');

/** Codes of additional options share the field with the combination's (trust B that they do; how they are joined is C). */
function withoutCodes(code: string, additional: readonly Additional[]): string {
  const own = new Set(additional.map((one) => one.code).filter((one) => one !== ''));
  if (own.size === 0) return code;
  const parts = code.split(/\|\|\*|,|\s\/\s|\//).map((part) => part.trim());
  const left = parts.filter((part) => part !== '' && !own.has(part));
  return left.length === parts.length ? code : left.join('||*');
}

export const additionalText = ({ name, value }: Additional): string => `${name}:${value}`;
