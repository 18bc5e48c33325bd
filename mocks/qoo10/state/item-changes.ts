import { type Change, LabRefused } from '../../system.ts';
import { type Item, itemStatuses } from './item.ts';
import type { Qoo10State } from './state.ts';

/** What a seller does to products in QSM. */
export function itemChanges(state: Qoo10State): Readonly<Record<string, Change>> {
  const find = (code: string | undefined): Item => {
    const item = [...state.items.values()].find((one) => one.itemNo === code || one.sellerCode === code);
    if (!item) throw new LabRefused(`unknown item "${code ?? ''}"`);
    return item;
  };
  return {
    'set-item-status': {
      title: '商品の取引状態を変える / An item is stopped or goes on',
      args: { item: 'Q10-TEA', status: itemStatuses.join(' | ') },
      run: (args) => {
        const item = find(args.item);
        const status = itemStatuses.find((one) => one === args.status);
        if (!status) throw new LabRefused(`status must be one of ${itemStatuses.join(', ')}`);
        item.status = status;
        return { itemNo: item.itemNo, status };
      },
    },
    'set-shipping-group': {
      title: '商品の送料グループを変える / An item goes by another carrier',
      args: { item: 'Q10-TEA', group: '501002' },
      run: (args) => {
        const item = find(args.item);
        const no = Number(args.group);
        if (no !== 0 && !state.groups.some((one) => one.no === no)) {
          throw new LabRefused(`group must be 0 or one of ${state.groups.map((one) => one.no).join(', ')}`);
        }
        item.shippingNo = no;
        return { itemNo: item.itemNo, shippingNo: no };
      },
    },
    'add-items': {
      title: '商品を増やす / The shop gets so many more plain items',
      args: { count: '1000' },
      run: (args) => {
        const count = Number(args.count);
        if (!Number.isInteger(count) || count < 1 || count > 100_000) throw new LabRefused('count must be 1 to 100000');
        const like = find('Q10-TEA');
        const first = state.items.size;
        for (let no = first; no < first + count; no++) {
          const itemNo = String(920_000_000 + no);
          state.items.set(itemNo, { ...like, itemNo, sellerCode: `Q10-N${no}`, title: `商品 ${no}` });
        }
        return { first: `Q10-N${first}`, last: `Q10-N${first + count - 1}` };
      },
    },
    'add-option': {
      title: 'オプション・タイプを加える / An item gets another option',
      args: { item: 'MV-ONEPIECE', values: 'red/XL', 'code?': 'red-XL', 'quantity?': '0' },
      run: (args) => {
        const item = find(args.item);
        const names = item.rows[0]?.names ?? [];
        const values = (args.values ?? '').split('/');
        if (item.kind === 'plain' || values.length !== names.length || values.includes('')) {
          throw new LabRefused(`values must be ${names.join('/') || 'of an item with options'}`);
        }
        const quantity = Number(args.quantity || 0);
        item.rows = [...item.rows, { names, values, price: 0, quantity, code: args.code ?? '' }];
        return { itemNo: item.itemNo, rows: item.rows.length };
      },
    },
  };
}
