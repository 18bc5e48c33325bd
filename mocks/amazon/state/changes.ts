import { iso } from '../../clock.ts';
import { isLocal } from '../../guard.ts';
import { type Change, LabRefused } from '../../system.ts';
import { catalog, type Product } from '../catalog.ts';
import { makeLine, makeOrder, merchantProducts } from '../make-order.ts';
import { type Role, roles } from './access.ts';
import { confirmParcel } from './confirm.ts';
import { type AmazonOrder, grandTotal, statusOf } from './order.ts';
import { reportEncodings } from './report-types.ts';
import type { AmazonState } from './state.ts';

/** Life of an order that waits for its payment, ms: up to six days, then Amazon cancels it (trust A). */
export const paymentLife = 6 * 86_400_000;

/** What happens by the clock: buyers pay, unpaid orders end. */
export function settleOrders(state: AmazonState, now: number): void {
  for (const order of state.orders.values()) {
    if (order.waitsFor !== 'payment' || order.cancelled) continue;
    if (order.paysAt !== undefined && order.paysAt <= now) pay(order, order.paysAt);
    else if (order.createdAt + paymentLife <= now) {
      order.cancelled = { by: 'AMAZON', reason: 'PAYMENT_NOT_RECEIVED' };
      order.updatedAt = order.createdAt + paymentLife;
    }
  }
}

function pay(order: AmazonOrder, at: number): void {
  order.waitsFor = 'none';
  order.updatedAt = at;
}

function productOf(sku: string): Product {
  const product = catalog.find((one) => one.sku === sku.trim());
  if (!product) throw new LabRefused(`unknown sku "${sku}"; known: ${catalog.map((one) => one.sku).join(', ')}`);
  return product;
}

/** Who buys again: by the number of an order of theirs, or by name; a name that nobody has is a new person's. '' = anybody. */
function buyerOf(state: AmazonState, wanted: string): Partial<Pick<AmazonOrder, 'buyer' | 'address'>> {
  const name = wanted.trim();
  if (name === '') return {};
  const known = state.orders.get(name) ?? [...state.orders.values()].findLast((one) => sameName(one.buyer.name, name));
  if (known) return { buyer: known.buyer, address: known.address };
  if (/^\d{3}-\d{7}-\d{7}$/.test(name)) throw new LabRefused(`unknown order "${name}"`);
  const { buyer, address } = makeOrder(state.random(), state.orders.size + 1, 0);
  return { buyer: { ...buyer, name }, address: { ...address, name } };
}

const sameName = (one: string, other: string): boolean => one.replace(/\s/g, '') === other.replace(/\s/g, '');

/** Changes of the outside world that no API call makes. */
export function amazonChanges(state: AmazonState, now: () => number): Readonly<Record<string, Change>> {
  const find = (id: string | undefined): AmazonOrder => {
    const order = state.orders.get(id ?? '');
    if (!order) throw new LabRefused(`unknown order "${id ?? ''}"`);
    return order;
  };
  const change = (id: string | undefined, apply: (order: AmazonOrder) => void) => {
    const order = find(id);
    apply(order);
    order.updatedAt = now();
    return { orderId: order.id, status: statusOf(order) };
  };
  const role = (name: string | undefined): Role => {
    const found = roles.find((one) => one === name);
    if (!found) throw new LabRefused(`unknown role "${name ?? ''}"; known: ${roles.join(' ')}`);
    return found;
  };
  return {
    'place-order': {
      title: '新しい注文が入る / A buyer places an order',
      args: {
        'sku?': 'LAB-TEA-01,LAB-MUG-BL',
        'quantity?': '1',
        'waitsFor?': 'payment',
        'buyer?': '見本 花子 / 250-0000000-0000000',
      },
      run: (args) => {
        const products = args.sku ? args.sku.split(',').map(productOf) : [merchantProducts[0]!];
        const quantity = Number(args.quantity || 1);
        const waitsFor = args.waitsFor || 'none';
        if (!Number.isInteger(quantity) || quantity < 1) throw new LabRefused('quantity must be a whole number from 1');
        if (waitsFor !== 'none' && waitsFor !== 'payment' && waitsFor !== 'release') {
          throw new LabRefused('waitsFor must be none, payment or release');
        }
        const shippedByAmazon = products.every((one) => one.sku.startsWith('FBA-'));
        if (!shippedByAmazon && products.some((one) => one.sku.startsWith('FBA-')))
          throw new LabRefused('goods of Amazon and of the seller never stand in one order');
        const lines = products.map((product) => makeLine(state.random(), product, quantity));
        const wish = { lines, waitsFor, shippedByAmazon, ...buyerOf(state, args.buyer ?? '') } as const;
        const order = makeOrder(state.random(), state.orders.size + 1, now(), wish);
        state.orders.set(order.id, order);
        return { orderId: order.id, status: statusOf(order), buyer: order.buyer.name };
      },
    },
    'refund-order': {
      title: '返金する（合計金額が減る） / Part of the money is given back',
      args: { order: '250-0000000-0000000', amount: '500' },
      run: (args) =>
        change(args.order, (order) => {
          const amount = Number(args.amount);
          if (!Number.isInteger(amount) || amount < 1 || amount > grandTotal(order)) {
            throw new LabRefused(`amount must be a whole number from 1 to ${grandTotal(order)}`);
          }
          order.refunded = (order.refunded ?? 0) + amount;
        }),
    },
    'pay-order': {
      title: '購入者が入金する / The buyer pays a pending order',
      args: { order: '250-0000000-0000000' },
      run: (args) =>
        change(args.order, (order) => {
          if (order.waitsFor === 'none' || order.cancelled)
            throw new LabRefused('the order does not wait for anything');
          order.waitsFor = 'none';
        }),
    },
    'request-cancel': {
      title: '購入者がキャンセルを希望する / The buyer asks to cancel',
      args: { order: '250-0000000-0000000', 'reason?': 'ORDERED_BY_MISTAKE' },
      run: (args) =>
        change(args.order, (order) => {
          for (const line of order.lines) line.cancelRequest = args.reason || 'ORDERED_BY_MISTAKE';
        }),
    },
    'ship-by-hand': {
      title: '発送済みにする（セラーセントラル） / Somebody ships the order on Seller Central',
      args: { order: '250-0000000-0000000', 'number?': '400000000036', 'carrier?': 'YAMATO' },
      run: (args) => {
        const order = find(args.order);
        const parcel = {
          ref: '',
          carrierCode: args.carrier || 'YAMATO',
          carrierName: args.carrier ? args.carrier : 'ヤマト運輸',
          shippingMethod: '',
          trackingNumber: args.number ?? '',
          shippedAt: now(),
          cod: false,
          items: [],
        };
        const verdict = confirmParcel(state, order.id, parcel, 'screen', now());
        if ('why' in verdict) throw new LabRefused(verdict.message);
        return { orderId: order.id, status: statusOf(order), packageReferenceId: verdict.ref };
      },
    },
    'cancel-order': {
      title: 'Amazon側で受注がキャンセルされる / The order is cancelled at Amazon',
      args: { order: '250-0000000-0000000', 'reason?': 'BUYER_CANCELLED' },
      run: (args) =>
        change(args.order, (order) => {
          order.cancelled = { by: 'BUYER', reason: args.reason || 'BUYER_CANCELLED' };
        }),
    },
    'hide-order-for': {
      title: '受注がしばらく見えない（更新日時はそのまま） / An order becomes visible later, its times stay',
      args: { order: '250-0000000-0000000', minutes: '60' },
      run: (args) => {
        const order = find(args.order);
        const minutes = Number(args.minutes);
        if (!(minutes > 0)) throw new LabRefused('minutes must be a number > 0');
        order.hiddenUntil = now() + minutes * 60_000;
        return { orderId: order.id, until: iso(order.hiddenUntil) };
      },
    },
    'repeat-pages': {
      title: '検索が同じページを繰り返す / The next pages of searches are the page before, under new tokens',
      args: { pages: '1000' },
      run: (args) => {
        const pages = Number(args.pages);
        if (!Number.isInteger(pages) || pages < 0) throw new LabRefused('pages must be a whole number');
        state.pagesToRepeat = pages;
        return { pages };
      },
    },
    'withdraw-role': {
      title: 'アプリの権限を外す / A role of the app is withdrawn',
      args: { role: 'direct-to-consumer-shipping' },
      run: (args) => {
        state.access.roles.delete(role(args.role));
        return { roles: [...state.access.roles] };
      },
    },
    'grant-role': {
      title: 'アプリの権限を戻す / A role of the app is granted again',
      args: { role: 'direct-to-consumer-shipping' },
      run: (args) => {
        state.access.roles.add(role(args.role));
        return { roles: [...state.access.roles] };
      },
    },
    'revoke-token': {
      title: '出品者が連携を解除する / The seller revokes the authorisation',
      args: {},
      run: () => {
        state.access.isRevoked = true;
        return { revoked: true };
      },
    },
    'restore-token': {
      title: '出品者が連携を再開する / The seller authorises again',
      args: {},
      run: () => {
        state.access.isRevoked = false;
        return { revoked: false };
      },
    },
    'change-secret': {
      title: 'クライアントシークレットを変更する / The client secret is changed',
      args: { secret: 'amzn1.oa2-cs.v1.lab-secret-0002' },
      run: (args) => {
        if (!args.secret) throw new LabRefused('secret is required');
        state.access.clientSecret = args.secret;
        return { clientSecret: args.secret };
      },
    },
    'expire-tokens': {
      title: 'アクセストークンを期限切れにする / All access tokens end now',
      args: {},
      run: () => {
        for (const [text, token] of state.access.tokens) state.access.tokens.set(text, { ...token, expiresAt: now() });
        return { tokens: state.access.tokens.size };
      },
    },
    'set-limit': {
      title: '操作の上限を変える / Another rate for an operation; blank = the documented one',
      args: { operation: 'searchOrders', 'perSecond?': '5', 'burst?': '20' },
      run: (args) => {
        if (!args.operation) throw new LabRefused('operation is required');
        const perSecond = Number(args.perSecond);
        const burst = Number(args.burst);
        const isBlank = !args.perSecond && !args.burst;
        if (!isBlank && !(perSecond > 0 && burst >= 1)) throw new LabRefused('perSecond must be > 0 and burst ≥ 1');
        state.limits.override(args.operation, isBlank ? undefined : { perSecond, burst });
        return { operation: args.operation, ...(isBlank ? {} : { perSecond, burst }) };
      },
    },
    'fail-report': {
      title: '次のレポートを失敗させる / The next reports end FATAL',
      args: { 'reports?': '1' },
      run: (args) => {
        const count = Number(args.reports || 1);
        if (!Number.isInteger(count) || count < 0) throw new LabRefused('reports must be a whole number');
        state.reportsToFail = count;
        return { reports: count };
      },
    },
    'set-report-encoding': {
      title: 'レポートの文字コードを変える / Another encoding of order reports',
      args: { encoding: 'Shift_JIS' },
      run: (args) => {
        const encoding = reportEncodings.find((one) => one === args.encoding);
        if (!encoding) throw new LabRefused(`encoding must be one of: ${reportEncodings.join(', ')}`);
        state.reportEncoding = encoding;
        return { encoding };
      },
    },
    'deliver-notifications': {
      title:
        '通知をこのパソコンのアドレスに届ける / Notices are brought to an address on this machine; blank = no longer',
      args: { 'url?': 'http://127.0.0.1:3000/sqs' },
      run: (args) => {
        const url = args.url ? URL.parse(args.url) : undefined;
        if (url === null || (url && (url.protocol !== 'http:' || !isLocal(url.host))))
          throw new LabRefused('url must be an http address on this machine');
        state.pushTo = url?.href ?? '';
        return { url: state.pushTo };
      },
    },
    'plan-feed': {
      title: '次のフィードを途中で失敗させる / The next feed ends FATAL after so many messages',
      args: { fatalAfter: '0', 'report?': 'yes' },
      run: (args) => {
        const fatalAfter = Number(args.fatalAfter ?? '');
        if (!Number.isInteger(fatalAfter) || fatalAfter < 0) throw new LabRefused('fatalAfter must be a whole number');
        state.feedPlans.push({ fatalAfter, hasReport: args.report === 'yes' });
        return { planned: state.feedPlans.length };
      },
    },
  };
}
