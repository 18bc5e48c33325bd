import { makePerson } from '../../people.ts';
import { habitChange, rateOf } from '../../switches.ts';
import { type Change, LabRefused } from '../../system.ts';
import { paymentLabels, products } from '../catalog.ts';
import { addressOf, type Choice, paidBy, placeOrder } from '../make-order.ts';
import { habits } from './habits.ts';
import { cancel, pay } from './happenings.ts';
import type { Order } from './order.ts';
import { byNumber, type EcforceState, stockKey } from './state.ts';

type Args = Readonly<Record<string, string>>;

/** Changes of the outside world that no API call makes. */
export function ecforceChanges(state: EcforceState, now: () => number): Readonly<Record<string, Change>> {
  const change = (args: Args, apply: (order: Order) => void) => {
    const order = byNumber(state, args.order ?? '');
    if (!order) throw new LabRefused(`unknown order "${args.order ?? ''}"`);
    apply(order);
    return { id: order.id, number: order.number, state: order.state, paymentState: order.paymentState };
  };
  const which = { order: 'a000012345 or 3001' };
  return {
    'place-order': {
      title: '新しい受注が入る / A buyer places an order',
      args: {
        'lines?': 'EC-SERUM*2, EC-TEA',
        'pay?': Object.keys(paidBy).join(' | '),
        'subscription?': '3',
        'addresses?': '2',
        'wish?': '2026-12-24 14時～16時',
        'carrier?': '6',
        'remark?': '置き配希望',
        'tbc?': 'yes',
      },
      run(args) {
        const paid = paidBy[args.pay || 'card'];
        if (!paid) throw new LabRefused(`pay must be one of: ${Object.keys(paidBy).join(', ')}`);
        const [wishedOn = '', wishedTime = ''] = (args.wish ?? '').split(' ');
        const random = state.random();
        const count = Number(args.addresses || 1);
        const times = Number(args.subscription || 0);
        const order = placeOrder(state, random, now(), readChoices(args.lines || 'EC-SERUM', count), {
          ...paid,
          wishedOn,
          wishedTime,
          remark: args.remark ?? '',
          tbc: args.tbc === 'yes',
          ...(args.carrier && { carrierId: Number(args.carrier) }),
          ...(times > 0 && {
            subscription: { id: 700 + times, number: `b${String(700 + times).padStart(9, '0')}`, times },
          }),
          ...(count > 1 && { people: Array.from({ length: count }, () => makePerson(random)) }),
        });
        return { id: order.id, number: order.number };
      },
    },
    'pay-order': {
      title: '入金・与信の完了 / The money comes, or the examination passes',
      args: which,
      run: (args) =>
        change(args, (order) => {
          if (!pay(order, now())) throw new LabRefused(`order ${order.number} has nothing to pay`);
        }),
    },
    'set-payment': {
      title: '決済状況を変える / Another state of payment, also one that nobody knows',
      args: { ...which, state: Object.keys(paymentLabels).join(' | '), 'label?': '見たことのない状態' },
      run: (args) =>
        change(args, (order) => {
          order.paymentState = args.state ?? '';
          if (args.label !== undefined) order.paymentLabel = args.label;
          order.updatedAt = now();
        }),
    },
    'cancel-order': {
      title: '店舗がキャンセルする / The shop cancels',
      args: which,
      run: (args) =>
        change(args, (order) => {
          if (!cancel(order, now())) throw new LabRefused(`order ${order.number} is ${order.state}`);
        }),
    },
    'delete-order': {
      title: '受注を削除する / The shop deletes the order',
      args: which,
      run: (args) =>
        change(args, (order) => {
          order.deletedAt = now();
          order.updatedAt = now();
        }),
    },
    'set-state': {
      title: '対応状況を管理画面で変える / Another state by hand',
      args: { ...which, state: 'payment_ng' },
      run: (args) =>
        change(args, (order) => {
          if (!state.states.has(args.state ?? ''))
            throw new LabRefused(`unknown state; known: ${[...state.states.keys()].join(', ')}`);
          order.state = args.state!;
          order.updatedAt = now();
        }),
    },
    'add-state': {
      title: '対応状況を作る / The shop makes a state of its own',
      args: { state: 'ready_to_ship', label: '出荷待ち' },
      run({ state: code = '', label = '' }) {
        if (code === '' || label === '') throw new LabRefused('state and label are needed');
        state.states.set(code, label);
        return { states: [...state.states.keys()] };
      },
    },
    'remove-state': {
      title: '対応状況を削除する（受注は不明なステータスになる） / The shop deletes a state',
      args: { state: 'working' },
      run({ state: code = '' }) {
        if (!state.states.delete(code)) throw new LabRefused(`unknown state ${code}`);
        return { states: [...state.states.keys()] };
      },
    },
    'change-address': {
      title: 'お届け先を変える / Another address',
      args: { ...which, 'name?': '見本 花子', 'addr02?': '2-2-2' },
      run: (args) =>
        change(args, (order) => {
          const person = makePerson(state.random());
          const made = addressOf(state, { ...person, ...(args.name && { name: args.name }) });
          order.shipping = [{ ...made, ...(args.addr02 && { addr02: args.addr02 }) }];
          order.items = order.items.map((one) => ({ ...one, shippingAddressId: null }));
          order.updatedAt = now();
        }),
    },
    'ship-by-hand': {
      title: '管理画面で発送する / Shipped by hand in ecforce’s screen',
      args: { ...which, slip: '400000000013' },
      run: (args) =>
        change(args, (order) => {
          order.slip = args.slip ?? '';
          order.shippedAt = new Date(now() + 9 * 3_600_000).toISOString().slice(0, 10);
          order.state = 'shipped';
          order.updatedAt = now();
        }),
    },
    'add-stock-item': {
      title: '在庫の行を作る / A SKU gets stock at a place',
      args: { sku: 'EC-NEW', 'location?': 'default', 'stock?': '10' },
      run({ sku = '', location = 'default', stock = '0' }) {
        if (sku === '') throw new LabRefused('sku is needed');
        const name = products.find((one) => one.sku === sku)?.name ?? sku;
        state.stock.set(stockKey(sku, location), {
          sku,
          name,
          locationCode: location,
          stock: Number(stock) || 0,
          unlimited: false,
        });
        return { sku, location };
      },
    },
    'change-password': {
      title: 'パスワードを変える（トークンも切れる） / The password is changed, and tokens end',
      args: { password: 'lab-ecforce-password-0002' },
      run({ password = '' }) {
        if (password === '') throw new LabRefused('password is needed');
        state.access.password = password;
        state.access.tokens.clear();
        return {};
      },
    },
    'end-tokens': {
      title: 'APIトークンを更新する（古いものは切れる） / Tokens are renewed by hand, old ones end',
      args: {},
      run() {
        state.access.tokens.clear();
        return {};
      },
    },
    'set-quota': {
      title: '1日の呼び出し回数の上限を変える / Calls a day',
      args: { calls: '50' },
      run({ calls = '' }) {
        if (!/^\d{1,7}$/.test(calls)) throw new LabRefused('calls must be a whole number');
        state.access.perDay = Number(calls);
        return { perDay: state.access.perDay, used: state.access.used.calls };
      },
    },
    'set-limit': {
      title: '呼び出しの速さの上限を変える / Another rate; blank = the lab’s own',
      args: { 'perSecond?': '2', 'burst?': '30' },
      run(args) {
        const rate = rateOf(args);
        state.limits.override('api', rate);
        return { ...rate };
      },
    },
    'set-habit': habitChange(
      habits,
      '分かっていない動作・オプションを切り替える / What nobody knows for certain, or the shop bought',
      'on',
      (name, value) => {
        state.habits = { ...state.habits, [name]: value };
      },
    ),
  };
}

/** `SKU*QUANTITY`, several by comma; with several addresses they go to one after the other. */
function readChoices(text: string, addresses: number): readonly Choice[] {
  return text.split(',').map((part, at) => {
    const found = /^(.+?)(?:\*(\d{1,4}))?$/.exec(part.trim());
    if (!found) throw new LabRefused(`"${part}" is no line: SKU*QUANTITY`);
    return { sku: found[1]!, quantity: Number(found[2] ?? 1), to: at % Math.max(1, addresses) };
  });
}
