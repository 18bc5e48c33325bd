/** One line of what an action did. */
export interface Result {
  /** `done` it happened · `note` to be known · `wrong` it did not happen */
  readonly kind: 'done' | 'note' | 'wrong';
  readonly text: string;
  readonly remedy?: string;
  /** Where to look next; opens in a new tab when it is not in the console. */
  readonly link?: { readonly to: string; readonly text: string };
}
