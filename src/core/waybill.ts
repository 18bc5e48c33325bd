/** A fact from the carrier (送り状). */
export interface Waybill {
  /** お客様管理番号 it was issued under. */
  readonly customerNo: string;
  /** Carrier's name, e.g. ヤマト運輸, or its words for a service (佐川メール便); as read: '' = not said. */
  readonly carrier: string;
  /** B2 slip type code as issued ('0', 'A', …), '' when not given. */
  readonly serviceCode: string;
  /** 12 digits without hyphens for Yamato. */
  readonly number: string;
  /** Ship date of the slip, `YYYY-MM-DD`, or null. */
  readonly shipDate: string | null;
}

/** The number that counts: the first one of the newest document (a reissue replaces, parcels of one document do not). */
export function firstNumber<T extends { readonly document: string }>({
  waybills,
}: {
  readonly waybills: readonly T[];
}): T {
  const newest = waybills.at(-1)!;
  return waybills.find((one) => one.document === newest.document) ?? newest;
}

/** A later document brought another number (再発行): this slip must not travel any more. */
export const isReplaced = (
  one: { readonly document: string },
  waybills: readonly { readonly document: string }[],
): boolean => waybills.at(-1)?.document !== one.document;
