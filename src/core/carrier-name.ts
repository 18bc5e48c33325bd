import { fold } from './fold.ts';
import type { DeliveryMethod } from './masters.ts';

/** Words that stand where the name of a carrier should (その他, 配送業者を指定してください): whoever is told them is told nothing. */
export function isCarrierName(words: string): boolean {
  const folded = fold(words);
  return folded !== '' && !nobody.has(folded) && !/(指定|入力|選択|記入)(して)?ください|未定|未設定/.test(folded);
}

const nobody: ReadonlySet<string> = new Set(
  ['その他', '他', 'その他の配送方法', 'other', 'others', '-', 'なし'].map(fold),
);

/** By what a parcel went, as far as the carrier's name goes. */
interface Went {
  readonly method: DeliveryMethod | null | undefined;
  /** As its waybill says; '' = it does not. */
  readonly carrier: string;
}

/**
 * The name of the carrier for a marketplace: its own word of the method, otherwise what the waybill or the method says; '' = nobody has
 * named it.
 */
export function carrierToTell(marketplace: string, { method, carrier }: Went): string {
  const own = method?.codes[marketplace]?.carrierName ?? '';
  return [own, carrier, method?.carrier ?? ''].find(isCarrierName) ?? '';
}

/** Something stands where the carrier's name should, but names nobody: no marketplace may hear that. */
export function isNameless(marketplace: string, went: Went): boolean {
  const { method, carrier } = went;
  const codes = method?.codes[marketplace];
  const words = [codes?.carrierName ?? '', carrier, method?.carrier ?? ''];
  const hasCode = !['', 'other'].includes(fold(codes?.carrierCode ?? ''));
  return !hasCode && words.some((one) => one !== '') && carrierToTell(marketplace, went) === '';
}
