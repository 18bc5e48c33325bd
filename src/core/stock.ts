import type { ShipmentState } from './shipment.ts';

/** On-hand stock of one SKU; free = on hand − reserved by open orders. Pieces. */
export interface StockLevel {
  readonly sku: string;
  readonly onHand: number;
}

/** A level with who wrote it last: a document (its hash), or a person by hand. */
export interface StockRecord extends StockLevel {
  /** ISO instant of which the level speaks. */
  readonly at: string;
  /** '' = none. */
  readonly document: string;
  /** '' = a document wrote it. */
  readonly actor: string;
  readonly note: string;
}

/** 商品対応表: one marketplace item/option ↔ our SKU. */
export interface ProductLink {
  readonly shop: string;
  /** The marketplace's item code (and option code where it has one). */
  readonly item: string;
  readonly option: string;
  readonly sku: string;
  readonly name: string;
  /** 在庫わずか: from so many pieces on the marketplace shall call it low. */
  readonly lowStock?: number;
  /** 無制限: sold without counting. */
  readonly unlimited?: true;
  /** 安全在庫 of this item alone: so many pieces are never offered. Missing = the shop's. */
  readonly safety?: number;
  /** 配分率 of this item alone, percent. Missing = the shop's. */
  readonly share?: number;
}

/** セット商品: one `sku` holds `quantity` pieces of `part`, which may be a set itself. */
export interface SetPart {
  readonly sku: string;
  readonly part: string;
  readonly quantity: number;
}

/** What a marketplace was told last of an item. */
export interface ToldStock {
  readonly item: string;
  readonly option: string;
  /** As `saidOf` writes it. */
  readonly said: string;
  /** `failed` goes again with the next run. */
  readonly state: 'told' | 'failed';
  /** Sentence of the outcome. */
  readonly code: string;
  /** ISO instant. */
  readonly at: string;
}

/** Shipments in these states need their pieces and have not left the house, as far as stock is concerned. */
export const reservingStates: readonly ShipmentState[] = ['held', 'backordered', 'ready', 'issuing', 'issued'];

/** How much of the free pieces one marketplace is offered. */
export interface Portion {
  /** 安全在庫: pieces that are never offered. */
  readonly safety: number;
  /** 配分率: percent of what is left after that. */
  readonly share: number;
}

/** Pieces that a marketplace is told: never below 0, whole pieces, rounded down. */
export const offered = (free: number, { safety, share }: Portion): number =>
  Math.floor((Math.max(0, free - safety) * share) / 100);
