import { habitChange, rateOf } from '../../switches.ts';
import { type Change, LabRefused } from '../../system.ts';
import { type Choice, placeCart } from '../make-cart.ts';
import { keyLife } from './access.ts';
import { canBeNumber, carriers } from './carriers.ts';
import { acceptCancel, cancelFreely, requestCancel, returnGoods, withdrawCancel } from './claims.ts';
import { setConfirmed } from './confirm.ts';
import { habits } from './habits.ts';
import { itemChanges } from './item-changes.ts';
import { isCancelled, statusOf } from './order.ts';
import { findOrder, type Placed, type Qoo10State } from './state.ts';
import { day } from './times.ts';

type Args = Readonly<Record<string, string>>;

/** Changes of the outside world that no API call makes. */
export function qoo10Changes(state: Qoo10State, now: () => number): Readonly<Record<string, Change>> {
  /** All orders of a purchase, or the one order. */
  const find = (args: Args): readonly Placed[] => {
    const cart = state.carts.get(Number(args.pack ?? ''));
    if (cart) return cart.orders.map((order) => ({ cart, order }));
    const one = findOrder(state, args.order ?? '');
    if (!one) throw new LabRefused(`unknown order "${args.order ?? args.pack ?? ''}"`);
    return [one];
  };
  /** Does something to orders; says how they stand afterwards. */
  const change = (args: Args, apply: (placed: Placed) => void) =>
    find(args).map((placed) => {
      apply(placed);
      const { cart, order } = placed;
      const claim = order.claim?.status ?? '';
      return { packNo: cart.packNo, orderNo: order.orderNo, status: statusOf(cart, order), claim };
    });
  const which = { 'order?': '1000000000', 'pack?': '120000000' };
  return {
    'place-order': {
      title: '新しい注文が入る / A buyer places an order',
      args: {
        'lines?': 'Q10-TEA*2, Q10-SHIRT:NAVY-M, Q10-MUG:BL+あり',
        'unpaid?': 'yes',
        'wish?': '2026-12-24 14:00~16:00',
        'message?': '置き配希望',
      },
      run: (args) => {
        const [day, hours] = (args.wish ?? '').split(' ');
        const cart = placing(() =>
          placeCart(state, state.random(), now(), readChoices(args.lines || 'Q10-TEA'), {
            ...(args.unpaid === 'yes' ? { paidAt: undefined, paymentMethod: 'コンビニ決済' } : {}),
            ...(day ? { wish: { day, ...(hours && { hours }) } } : {}),
            message: args.message ?? '',
          }),
        );
        return { packNo: cart.packNo, orders: cart.orders.map((order) => order.orderNo) };
      },
    },
    'pay-order': {
      title: '購入者が支払う / The buyer pays',
      args: which,
      run: (args) =>
        change(args, ({ cart, order }) => {
          if (isCancelled(order)) throw new LabRefused(`order ${order.orderNo} is cancelled`);
          cart.paidAt ??= now();
        }),
    },
    'change-address': {
      title: '購入者が届け先を変える / The buyer changes the address',
      args: {
        ...which,
        'name?': '見本 花子',
        'zip?': '150-0002',
        'address1?': '東京都渋谷区',
        'address2?': '渋谷2-2-2',
        'mobile?': '090-0000-0001',
      },
      run: (args) =>
        change(args, ({ cart, order }) => {
          if (order.sent) throw new LabRefused(`order ${order.orderNo} is on its way`);
          const { name, zip, address1, address2, mobile } = { ...cart.receiver, ...args };
          cart.receiver = { ...cart.receiver, name, zip, address1, address2, mobile };
        }),
    },
    'cancel-order': {
      title: '購入者が自分でキャンセルする（発送予定日の登録前） / The buyer cancels by himself',
      args: which,
      run: (args) =>
        change(args, ({ cart, order }) => {
          if (!cancelFreely(cart, order, now())) throw new LabRefused(`order ${order.orderNo} must be asked for`);
        }),
    },
    'request-cancel': {
      title: 'キャンセル要請 / The buyer asks to cancel',
      args: { ...which, 'reason?': '購入者都合' },
      run: (args) =>
        change(args, ({ cart, order }) => {
          if (!requestCancel(cart, order, args.reason || '購入者都合', now())) {
            throw new LabRefused(`order ${order.orderNo} cannot be asked for: it is not confirmed, or on its way`);
          }
        }),
    },
    'accept-cancel': {
      title: '店舗がキャンセルを承諾する（QSM） / The seller accepts the cancel',
      args: which,
      run: (args) => change(args, ({ order }) => acceptCancel(order, now())),
    },
    'withdraw-cancel': {
      title: 'キャンセル要請の取り下げ / The buyer takes the request back',
      args: which,
      run: (args) => change(args, ({ order }) => withdrawCancel(order)),
    },
    'return-order': {
      title: '返品（4 要請、5 返品中、6 完了） / The goods come back',
      args: { ...which, 'status?': '6' },
      run: (args) => {
        const status = Number(args.status || 6);
        if (status !== 4 && status !== 5 && status !== 6) throw new LabRefused('status must be 4, 5 or 6');
        return change(args, ({ cart, order }) => returnGoods(cart, order, status, now()));
      },
    },
    'confirm-by-hand': {
      title: '発送予定日をQSMで登録する / A day of shipping by hand, any day',
      args: { ...which, date: '2026-12-24' },
      run: (args) => {
        if (!/^\d{4}-\d\d-\d\d$/.test(args.date ?? '')) throw new LabRefused('date must be YYYY-MM-DD');
        return change(args, ({ cart, order }) => {
          if (statusOf(cart, order) !== 2) throw new LabRefused(`order ${order.orderNo} is not in 新規注文`);
          setConfirmed(state, String(order.orderNo), args.date!, { type: '', memo: '' }, 'QSM', now());
        });
      },
    },
    'ship-by-hand': {
      title: '送り状番号をQSMで登録する / Shipped by hand in the seller’s screen',
      args: { ...which, 'company?': 'ヤマト宅急便', number: '400000000013' },
      run: (args) => {
        const company = args.company || 'ヤマト宅急便';
        if (!carriers.includes(company)) throw new LabRefused(`unknown company; known: ${carriers.join(', ')}`);
        if (!canBeNumber(company, args.number ?? '')) throw new LabRefused('number cannot be a tracking number');
        return change(args, ({ cart, order }) => {
          const status = statusOf(cart, order);
          if (isCancelled(order) || (status !== 2 && status !== 3)) {
            throw new LabRefused(`order ${order.orderNo} cannot be shipped`);
          }
          order.sent = { at: now(), company, trackingNo: args.number!, via: 'QSM' };
        });
      },
    },
    ...itemChanges(state),
    'expire-key': {
      title: '販売者認証キーの期限を変える（日、0 = 今切れる） / The keys end in so many days',
      args: { 'days?': '0' },
      run: (args) => {
        const days = Number(args.days || 0);
        if (!Number.isFinite(days) || days < 0) throw new LabRefused('days must be a number ≥ 0');
        for (const key of state.access.keys.values()) key.expiresAt = now() + days * day;
        return { keys: state.access.keys.size, lifeDays: keyLife / day };
      },
    },
    'change-password': {
      title: 'QSMのパスワードを変える / The password of QSM is changed',
      args: { password: 'lab-qsm-password-0002' },
      run: (args) => {
        if (!args.password) throw new LabRefused('password is required');
        state.access.password = args.password;
        const ends = state.habits['password-ends-keys'] === 'yes';
        if (ends) for (const key of state.access.keys.values()) key.isDead = true;
        return { keysEnded: ends };
      },
    },
    'set-limit': {
      title: '呼び出し回数の上限を変える / Another rate; blank = the lab’s own',
      args: { 'perSecond?': '5', 'burst?': '10' },
      run: (args) => {
        const rate = rateOf(args);
        state.limits.override('qapi', rate);
        return { ...rate };
      },
    },
    'set-habit': habitChange(
      habits,
      '分かっていない動作を切り替える / What nobody knows for certain',
      'ResultCode',
      (name, value) => {
        state.habits = { ...state.habits, [name]: value };
      },
    ),
  };
}

/** `CODE:OPTION+ADDITIONAL*QUANTITY`, several by comma. */
function readChoices(text: string): readonly Choice[] {
  return text.split(',').map((part) => {
    const found = /^([^:+*]*)(?::([^+*]+))?((?:\+[^+*]+)*)(?:\*(\d+))?$/.exec(part.trim());
    if (!found) throw new LabRefused(`"${part}" is no line: CODE:OPTION+ADDITIONAL*QUANTITY`);
    const [, sellerCode = '', option, additional = '', quantity] = found;
    return {
      sellerCode,
      ...(option && { option }),
      additional: additional.split('+').filter((one) => one !== ''),
      quantity: Number(quantity ?? 1),
    };
  });
}

function placing<T>(place: () => T): T {
  try {
    return place();
  } catch (error) {
    throw new LabRefused((error as Error).message);
  }
}
