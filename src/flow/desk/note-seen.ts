import type { Context } from '../types.ts';

/** That a person looked at something with people in it. */
export interface SeenThing {
  /** ISO instant. */
  readonly at: string;
  readonly actor: string;
  readonly what: 'orders-listed' | 'order-seen' | 'document-seen';
  readonly shop: string;
  readonly orderNumber: string;
  readonly details: Readonly<Record<string, string | number>>;
}

/** Writes into the history who looked at what. */
export async function noteSeen({ store }: Pick<Context, 'store'>, things: readonly SeenThing[]): Promise<void> {
  await store.write((tx) => tx.addJournal(things.map((one) => ({ ...one, shipment: '' }))));
}
