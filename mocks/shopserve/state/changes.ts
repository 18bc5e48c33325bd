import { habitChange, rateOf } from '../../switches.ts';
import { type Change, LabRefused } from '../../system.ts';
import { type Choice, isPayment, placeOrder } from '../make-order.ts';
import { type Company, companies, payments, type Settlement, settlements } from './codes.ts';
import { habits } from './habits.ts';
import { complete, confirm, settle, ship } from './moves.ts';
import type { Order } from './order.ts';
import type { ShopserveState } from './state.ts';
import { patternOf } from './stock.ts';
import { japanDay } from './times.ts';

type Args = Readonly<Record<string, string>>;

/** Changes of the outside world that no API call makes. */
export function shopserveChanges(state: ShopserveState, now: () => number): Readonly<Record<string, Change>> {
  const find = ({ order = '' }: Args): Order => {
    const found = state.orders.get(order) ?? [...state.orders.values()].findLast((one) => one.orderNo === order);
    if (!found) throw new LabRefused(`unknown order "${order}" (serial code or number)`);
    return found;
  };
  const shown = ({ serialCode, orderNo }: Order) => ({ serialCode, orderNo });
  const open = (order: Order): Order => {
    if (order.cancelledAt !== undefined) throw new LabRefused(`order ${order.orderNo} is cancelled`);
    return order;
  };
  const which = { order: '10000001' };
  return {
    'place-order': {
      title: '新しい注文が入る / A buyer places an order',
      args: {
        'lines?': 'SS-TEA*2, SS-SHIRT:紺/M | SS-CAKE',
        'method?': Object.keys(payments).join(' | '),
        'paid?': 'yes',
        'settlement?': 'AuthPending',
        'slip?': 'no',
        'wish?': '2026-12-24 14時～16時',
        'note?': '置き配希望',
      },
      run: (args) => {
        const method = args.method || 'CreditCard';
        if (!isPayment(method)) throw new LabRefused(`unknown method; known: ${Object.keys(payments).join(', ')}`);
        const [requestedDate = '', requestedTime = ''] = (args.wish ?? '').split(' ');
        const order = placing(() =>
          placeOrder(state, state.random(), now(), readPlaces(args.lines || 'SS-TEA'), {
            method,
            customerNote: args.note ?? '',
            ...(args.paid === 'yes' && { paidAt: now() }),
            ...(args.settlement && { settlement: settlementOf(args.settlement) }),
            delivery: {
              requestedDate,
              requestedTime,
              ...(args.slip === 'no' && { company: undefined, slipNo: '' }),
            },
          }),
        );
        return shown(order);
      },
    },
    'change-stock': {
      title: '在庫数を変える（管理画面） / Somebody changes the stock by hand',
      args: { item: 'SS-TEA', 'choices?': '紺/M', quantity: '12' },
      run: ({ item = '', choices = '', quantity = '' }) => {
        const goods = state.goods.get(item);
        const pattern = goods && patternOf(goods, choices === '' ? [] : choices.split('/'));
        if (!pattern) throw new LabRefused(`unknown item "${item}" or choices "${choices}"`);
        if (!/^\d{1,4}$/.test(quantity)) throw new LabRefused('quantity is 0 to 9999');
        pattern.quantity = Number(quantity);
        return { item, choices, quantity: pattern.quantity };
      },
    },
    'pay-order': {
      title: '入金を確認する（管理画面） / The money is there',
      args: which,
      run: (args) => {
        const order = open(find(args));
        order.paidAt ??= now();
        return shown(order);
      },
    },
    'set-settlement': {
      title: '決済ステータスが変わる / The settlement changes',
      args: { ...which, status: settlements.join(' | ') },
      run: (args) => {
        const order = open(find(args));
        Object.assign(order, { settlement: settlementOf(args.status ?? ''), settlementAt: now() });
        return { ...shown(order), settlement: order.settlement };
      },
    },
    'change-address': {
      title: 'お届け先を変える（管理画面） / Another address',
      args: { ...which, 'name?': '見本 花子', 'address1?': '渋谷区渋谷2-2-2' },
      run: (args) => {
        const order = open(find(args));
        const [first] = order.deliveries;
        first!.receiver = {
          ...first!.receiver,
          name: args.name || first!.receiver.name,
          zip: '150-0002',
          prefecture: '東京都',
          address1: args.address1 || '渋谷区渋谷2-2-2',
          address2: '',
          tel: '090-0000-0001',
        };
        return shown(order);
      },
    },
    'cancel-order': {
      title: '注文をキャンセルする（管理画面） / The order is cancelled',
      args: which,
      run: (args) => {
        const order = open(find(args));
        Object.assign(order, { cancelledAt: now(), cancelReason: 'お客様都合' });
        return shown(order);
      },
    },
    'confirm-by-hand': {
      title: '確認済にする（管理画面） / Confirmed by hand',
      args: which,
      run: (args) => {
        const order = find(args);
        confirm(state, order, now(), 'admin');
        return shown(order);
      },
    },
    'settle-by-hand': {
      title: '決済依頼をする（管理画面） / Settlement is asked for by hand',
      args: which,
      run: (args) => {
        const order = find(args);
        const verdict = settle(state, order, now(), 'admin');
        if (typeof verdict === 'object') throw new LabRefused(verdict.code);
        return shown(order);
      },
    },
    'ship-by-hand': {
      title: '発送済にする（管理画面） / Shipped by hand',
      args: { ...which, 'company?': companies.join(' | '), number: '400000000013' },
      run: (args) => {
        const order = open(find(args));
        order.confirmedAt ??= now();
        const company = (args.company || 'Yamato') as Company;
        if (!companies.includes(company)) throw new LabRefused(`unknown company; known: ${companies.join(', ')}`);
        const slip = { company, slipNo: args.number ?? '', date: japanDay(now()) };
        for (const delivery of order.deliveries) ship(state, order, delivery, slip, now(), 'admin');
        return shown(order);
      },
    },
    'complete-by-hand': {
      title: '取引完了フォルダへ移す（管理画面） / Into the folder 取引完了 by hand',
      args: which,
      run: (args) => {
        const order = find(args);
        const verdict = complete(state, order, now(), 'admin');
        if (typeof verdict === 'object') throw new LabRefused(verdict.code);
        return shown(order);
      },
    },
    'set-slip': {
      title: '仮のお問い合わせ番号を付ける（空 = 消す） / A provisional number; blank takes it away',
      args: { ...which, 'number?': '000000000000' },
      run: (args) => {
        const order = open(find(args));
        for (const delivery of order.deliveries) {
          delivery.slipNo = args.number ?? '';
          delivery.company ??= 'Yamato';
        }
        return shown(order);
      },
    },
    'restart-numbers': {
      title: '注文番号を振り直す / The shop begins its order numbers anew',
      args: { 'from?': '10000001' },
      run: (args) => {
        const from = Number(args.from || 10_000_001);
        if (!Number.isInteger(from) || from < 1) throw new LabRefused('from must be a number');
        state.counters.order = from - 1;
        return { next: String(from) };
      },
    },
    'change-key': {
      title: 'マネージャー認証キーを再発行する（前のキーは使えなくなる） / Another manager key',
      args: { key: 'lab-manager-key-0002' },
      run: (args) => {
        if (!args.key) throw new LabRefused('key is required');
        state.access.managerKey = args.key;
        return {};
      },
    },
    maintenance: {
      title: 'メンテナンス（毎月第3水曜 2:00〜8:00 のほかに） / Closed by hand',
      args: { on: 'yes' },
      run: (args) => {
        state.isClosed = args.on === 'yes';
        return { isClosed: state.isClosed };
      },
    },
    'set-limit': {
      title: '呼び出し回数の上限を変える / Other limits; blank = the lab’s own',
      args: { 'perSecond?': '5', 'burst?': '20', 'perDay?': '20000' },
      run: (args) => {
        const perDay = Number(args.perDay);
        const rate = rateOf(args);
        if (args.perDay && !(perDay >= 0)) throw new LabRefused('perDay must be ≥ 0');
        state.limits.override('api', rate);
        state.access.perDay = args.perDay ? perDay : undefined;
        return args;
      },
    },
    'set-habit': habitChange(
      habits,
      '分かっていない動作を切り替える / What nobody knows for certain',
      'page',
      (name, value) => {
        state.habits = { ...state.habits, [name]: value };
      },
    ),
  };
}

function settlementOf(word: string): Settlement {
  const found = settlements.find((one) => one === word);
  if (!found) throw new LabRefused(`unknown status; known: ${settlements.join(', ')}`);
  return found;
}

/** `CODE:CHOICE/CHOICE*QUANTITY`, several by comma, destinations by `|`. */
function readPlaces(text: string): readonly (readonly Choice[])[] {
  return text.split('|').map((place) =>
    place.split(',').map((part) => {
      const found = /^([^:*]+)(?::([^*]+))?(?:\*(\d+))?$/.exec(part.trim());
      if (!found) throw new LabRefused(`"${part}" is no line: CODE:CHOICE/CHOICE*QUANTITY`);
      const [, code = '', variation, quantity] = found;
      return { code, ...(variation && { variation: variation.split('/') }), quantity: Number(quantity ?? 1) };
    }),
  );
}

function placing<T>(place: () => T): T {
  try {
    return place();
  } catch (error) {
    throw new LabRefused((error as Error).message);
  }
}
