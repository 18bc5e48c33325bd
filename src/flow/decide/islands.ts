import { fold } from '../../core/fold.ts';
import type { Masters } from '../../core/masters.ts';
import { lookUp } from '../../layout/masters.ts';

type Words = Masters['dictionaries'][string];
interface Islands {
  readonly places: ReadonlySet<string>;
  /** Beginnings of postal codes. */
  readonly codes: Words;
}

const known = new WeakMap<Words, Islands>();

function islandsOf(words: Words): Islands {
  let found = known.get(words);
  if (!found) {
    const keys = [...words.keys()];
    found = {
      places: new Set(keys.map(withoutDistrict)),
      codes: new Map(keys.filter((key) => key.endsWith('*')).map((key) => [key, 'yes'])),
    };
    known.set(words, found);
  }
  return found;
}

/**
 * Is it on an isolated island (`islands.yaml`)? By municipality, with or without its 郡 or the island's own name in front; else by the
 * beginning of the postal code. Undefined: nobody knows where it is, or there is no list.
 */
export function isIsland(
  { dictionaries }: Pick<Masters, 'dictionaries'>,
  prefecture: string,
  city: string,
  postalCode: string,
): boolean | undefined {
  const islands = dictionaries.islands;
  if (!islands || prefecture === '' || city === '') return undefined;
  const { places, codes } = islandsOf(islands);
  if (places.has(withoutDistrict(fold(prefecture + city)))) return true;
  return postalCode !== '' && codes.size > 0 && lookUp(codes, postalCode) !== undefined;
}

/** 沖縄県島尻郡久米島町 and 沖縄県久米島町 are one place, so are 三宅島三宅村 and 三宅村. */
const withoutDistrict = (place: string): string =>
  place.replace(/^(.{2,3}[都道府県])(?:.+郡|三宅島|八丈島)(?=.)/, '$1');
