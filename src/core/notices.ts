/** acknowledge 確認 · schedule 発送予定日 · capture 決済依頼 · ship 出荷実績 · complete 取引完了, in the order of an order's life. */
export const noticeKinds = ['acknowledge', 'schedule', 'capture', 'ship', 'complete'] as const;

/** One kind of thing that a marketplace is told. */
export type NoticeKind = (typeof noticeKinds)[number];

export const isNoticeKind = (word: string): word is NoticeKind => (noticeKinds as readonly string[]).includes(word);

/** Kinds of which a second telling takes money twice: never told again by the machine, whatever changed. */
export const onceOnly: readonly NoticeKind[] = ['capture'];

/**
 * Kinds that a person may have sent again after they were told (再送). 確認 and 取引完了 are not among them: they move the order at its
 * marketplace, and told again they might move it back.
 */
export const sentAgain: readonly NoticeKind[] = ['schedule', 'ship'];

/** What a notice speaks of when it speaks of the whole order, in the words of a connector's policy. */
export const theOrder = 'order';

const orderPrefix = 'order:';

/** Key of a notice about a whole order, as the store keeps it; a notice about a shipment has the shipment's id. */
export function aboutOrder(shop: string, orderNumber: string): string {
  return `${orderPrefix}${shop}:${orderNumber}`;
}

/** Shop and order number of `aboutOrder`; undefined = it speaks of a shipment. Names of shops have no colon. */
export function orderOfAbout(about: string): { readonly shop: string; readonly number: string } | undefined {
  if (!isAboutOrder(about)) return undefined;
  const [, shop = '', number = ''] = /^order:([^:]*):(.*)$/s.exec(about) ?? [];
  return { shop, number };
}

/** Shipment ids are hex, so they never look like this. */
export const isAboutOrder = (about: string): boolean => about.startsWith(orderPrefix);

/**
 * Content hash of what a person did by hand at the marketplace (its own screen): it counts as told, whatever it would say.
 */
export const toldByHand = '';

/** 連携状態 (X5): 印刷待ち → 印刷済み → 問番戻し. */
export type LinkState = 'waiting' | 'printed' | 'returned';

export const linkStateTitles: Readonly<Record<LinkState, string>> = {
  waiting: '印刷待ち',
  printed: '印刷済み',
  returned: '問番戻し',
};

export const isLinkState = (word: string): word is LinkState => Object.hasOwn(linkStateTitles, word);

/**
 * Where an order stands between the shop and its marketplace, by what was told of it: 問番戻し when every parcel's number
 * was told, else 印刷済み when the marketplace knows that we have the order.
 *
 * @param told kinds that were told, by what they speak of (`theOrder` or a shipment id)
 * @param parcels shipment ids that a number is to be told of
 * @param linked the kind that makes 印刷済み of 印刷待ち (a connector names it)
 */
export function linkState(
  told: readonly { readonly about: string; readonly kind: NoticeKind }[],
  parcels: readonly string[],
  linked: NoticeKind,
): LinkState {
  const isTold = (about: string, kind: NoticeKind) => told.some((one) => one.about === about && one.kind === kind);
  const isReturned = (about: string) => isTold(about, 'ship') || isTold(theOrder, 'ship');
  if (parcels.length > 0 && parcels.every(isReturned)) return 'returned';
  return told.some((one) => one.kind === linked) ? 'printed' : 'waiting';
}
