import type { Shop } from '../../core/shop.ts';
import type { WriteLayout } from '../../layout/types.ts';
import type { StoredOrder, StoredShipment, Writes } from '../../store/types.ts';
import type { FactReads } from '../decide/index.ts';
import type { LeftOut } from '../types.ts';

/** What planning asks for. */
export type IssueReads = Pick<Writes, 'shipments' | 'ordersIn' | 'orders' | 'handOvers' | 'outbox'> & FactReads;

export interface Reissue {
  readonly note: string;
  /** Only what has a number: what stands in a file that may still be imported is taken back first. */
  readonly printedOnly?: boolean;
}

export interface IssueRequest {
  /** '' or missing = every shop. */
  readonly shop?: string | undefined;
  readonly sellerAsShipper?: boolean | undefined;
  readonly dryRun?: boolean | undefined;
  /** Order numbers or お客様管理番号; missing = everything that is ready. */
  readonly orders?: readonly string[] | undefined;
  /** Write shipments again that were written already (再発行); only those named in `orders`, and only with a note. */
  readonly reissue?: Reissue | undefined;
  readonly actor?: string | undefined;
  /** It goes to the carrier's screen: a person will choose there what a method leaves open. */
  readonly onScreen?: boolean | undefined;
  /** Nobody asked for it (`issue: auto`): what was handed over to B2 Cloud before is left to a person. */
  readonly auto?: boolean | undefined;
  /** One file for all of these shops (one per label layout), instead of one for each. */
  readonly together?: readonly string[] | undefined;
  /** Where a file goes instead of its shop's folder in the outbox: path as the store has it. `number`: 1, 2, …; `shop` '' = several. */
  readonly place?: ((shop: string, number: number) => string) | undefined;
}

export interface IssueRow {
  readonly stored: StoredShipment;
  readonly order: StoredOrder;
  readonly cells: readonly string[];
}

/** What is ready, with its label cells; what is not, with the reason (B3); what today's calendar changed. */
export interface IssuePlan {
  readonly shop: Shop;
  readonly layout: WriteLayout;
  readonly today: string;
  readonly rows: readonly IssueRow[];
  readonly leftOut: readonly LeftOut[];
  /** Shipment ids whose label says something new, because a person corrected the order after the last one. */
  readonly renewed: ReadonlySet<string>;
  /** When the first that is too fresh will be old enough, ISO instant. */
  readonly freshUntil: string | undefined;
  /** Order numbers and お客様管理番号 of every shipment that was looked at. */
  readonly named: readonly string[];
  readonly decided: {
    readonly changes: Parameters<Writes['saveShipments']>[0];
    readonly journal: Parameters<Writes['addJournal']>[0];
  };
}
