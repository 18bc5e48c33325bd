/** Days on which a shop does not ship: weekdays 1–7 (Mon–Sun), national holidays, and dates (`YYYY-MM-DD`) of its own. */
export interface Holidays {
  readonly weekdays: readonly number[];
  readonly national: boolean;
  readonly dates: readonly string[];
}
