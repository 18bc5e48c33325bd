import { fold } from '../../../core/fold.ts';
import { isBlank } from '../../rule.ts';
import type { Column } from '../columns.ts';
import type { Settled } from '../settle.ts';
import { madeUpText } from './text.ts';

/** Texts of real people that must not be found in a case. Names of prefectures and municipalities alone are nobody's. */
export interface Secrets {
  /** Does the text hold one? */
  isIn(text: string): boolean;
  /** The text, or a made-up one of its shape that holds none. */
  without(text: string): string;
}

const japanese = /[\u3041-\u30fe\u3400-\u9fff\uf900-\uffdc\u{20000}-\u{3ffff}]/u;

/** Everything that the file says of people, its order numbers and remarks; of all rows, not only of those that are shown. */
export function secretsOf(columns: readonly Column[], { rules }: Settled): Secrets {
  const refs = new Set(
    [...rules]
      .filter(([path]) => isPersonal(path))
      .flatMap(([, rule]) => [...(rule.from ?? []), ...(rule.join ?? [])].map(fold)),
  );
  const secrets = new Set<string>();
  let longest = 0;
  const add = (text: string) => {
    if (text.length < (japanese.test(text) ? 2 : 5)) return;
    secrets.add(text);
    longest = Math.max(longest, text.length);
  };
  for (const column of columns) {
    // A column that cannot be named is written nowhere, but its people are people too.
    const isPlaceOnly = column.meaning.kind === 'person' && ['prefecture', 'city'].includes(column.meaning.thing);
    if (isPlaceOnly || !(refs.has(fold(column.ref)) || column.meaning.kind === 'person')) continue;
    for (const cell of column.cells)
      if (!isBlank(cell)) for (const text of [cell.trim(), ...cell.trim().split(/[\s\u3000]+/)]) add(text);
  }
  const isIn = (text: string): boolean => {
    for (let start = 0; start < text.length; start++)
      for (let end = start + 2; end <= Math.min(text.length, start + longest); end++)
        if (secrets.has(text.slice(start, end))) return true;
    return false;
  };
  const without = (text: string): string => {
    let made = text;
    for (let turn = 1; isIn(made) && turn < 200; turn++) made = madeUpText(text, turn);
    return isIn(made) ? '' : made;
  };
  return { isIn, without };
}

const isPersonal = (path: string): boolean =>
  path.startsWith('line.consignee.') ||
  path.startsWith('order.orderer.') ||
  ['order.number', 'order.note', 'line.delivery.trackingNumber', 'line.delivery.key'].includes(path);
