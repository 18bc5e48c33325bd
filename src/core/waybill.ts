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
