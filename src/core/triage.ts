import type { Hold, ShipmentState } from './shipment.ts';

/**
 * Where an order stands, in the words of the shops' daily work (A1). Source: Next Engine's manual page dd142 names
 * 確認待ち, 入金待ち, 引当待ち, 印刷待ち (trust A); the later ones follow its screen names (trust C).
 */
export const triageTitles = {
  confirm: '確認待ち',
  payment: '入金待ち',
  allocation: '引当待ち',
  print: '印刷待ち',
  printing: '印刷中',
  printed: '印刷済み',
  shipped: '出荷済み',
  closed: '完了',
  returned: '返品',
  elsewhere: '発送済み・他所で',
  cancelled: 'キャンセル',
} as const;

export type Triage = keyof typeof triageTitles;

const walk = Object.keys(triageTitles) as readonly Triage[];

const ofState: Readonly<Record<Exclude<ShipmentState, 'held'>, Triage>> = {
  backordered: 'allocation',
  ready: 'print',
  issuing: 'printing',
  issued: 'printed',
  shipped: 'shipped',
  closed: 'closed',
  returned: 'returned',
  elsewhere: 'elsewhere',
  cancelled: 'cancelled',
};

/** Reasons that go away with the payment: an unpaid order of Amazon has no address yet either. */
const goWithPayment: ReadonlySet<string> = new Set(['unpaid', 'address-pending']);

/** A shipment waits for payment when nothing but the payment keeps it: any other reason needs a person first. */
export function triageShipment(state: ShipmentState, openHolds: readonly Pick<Hold, 'code'>[]): Triage {
  if (state !== 'held') return ofState[state];
  const isUnpaid = openHolds.some((hold) => hold.code === 'unpaid');
  return isUnpaid && openHolds.every((hold) => goWithPayment.has(hold.code)) ? 'payment' : 'confirm';
}

/** An order stands where its last shipment stands; without any it has still to be looked at. */
export function triageOrder(shipments: readonly Triage[]): Triage {
  return walk.find((one) => shipments.includes(one)) ?? 'confirm';
}
