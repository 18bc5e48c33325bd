import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { intakeFile } from '../../src/flow/intake/index.ts';
import { openQoo10, type Qoo10Shop } from '../support/qoo10-shop.ts';

/* The files that a shop takes from the seller's screen, beside the API. */

let place: Qoo10Shop;
beforeEach(async () => {
  place = await openQoo10();
});
afterEach(() => place.close());

/** Columns of 配送要請（詳細を見る） and what stands in them, from a row of the API. */
const columns: Readonly<Record<string, (row: Readonly<Record<string, string>>) => string>> = {
  配送状態: (row) => (row.ShippingStatus?.includes('(1)') ? '入金待ち' : '新規注文'),
  注文番号: (row) => String(row.OrderNo),
  カート番号: (row) => String(row.PackNo),
  配送会社: (row) => row.DeliveryCompany || '-',
  送り状番号: () => '-',
  発送日: () => '-',
  注文日: (row) => row.OrderDate!.replaceAll('-', '/'),
  入金日: (row) => row.PaymentDate!.replaceAll('-', '/') || '-',
  お届け希望日: (row) => row.DesiredDeliveryDate || '-',
  発送予定日: () => '-',
  商品番号: (row) => row.ItemNo!,
  商品名: (row) => row.ItemTitle!,
  数量: (row) => String(row.OrderQty),
  オプション情報: (row) => row.Option!,
  オプションコード: (row) => row.OptionCode!,
  おまけ: (row) => row.Gift!,
  受取人名: (row) => row.Receiver!,
  '受取人名(フリガナ)': (row) => row.ReceiverKana!,
  受取人電話番号: (row) => domestic(row.ReceiverTel!),
  受取人携帯電話番号: (row) => domestic(row.ReceiverMobile!),
  住所: (row) => row.ShippingAddress!,
  郵便番号: (row) => `'${row.ZipCode}`,
  販売価格: (row) => String(row.OrderPrice),
  購入者名: (row) => row.Buyer!,
  '購入者名(フリガナ)': (row) => row.BuyerKana!,
  配送要請事項: (row) => row.ShippingMessage!,
  購入者電話番号: (row) => domestic(row.BuyerTel!),
  購入者携帯電話番号: (row) => domestic(row.BuyerMobile!),
  販売者商品コード: (row) => row.SellerItemCode!,
};
const domestic = (phone: string) => (/^\+81-*$/.test(phone) ? '-' : phone.replace(/^\+81-/, '0'));

/** The file of the seller's screen with everything that is to be shipped. */
async function detailedFile(): Promise<Buffer> {
  const { certificationKey } = place.stand.lab.systems.qoo10.credentials;
  const rows: Record<string, string>[] = [];
  for (const status of ['1', '2']) {
    const answer = await fetch(`${place.stand.lab.systems.qoo10.api}/ShippingBasic.GetShippingInfo_v3`, {
      method: 'POST',
      headers: { GiosisCertificationKey: certificationKey, QAPIVersion: '1.0' },
      body: new URLSearchParams({
        returnType: 'application/json',
        ShippingStatus: status,
        SearchStartDate: '20261101',
        SearchEndDate: '20261130',
        SearchCondition: '1',
      }),
    });
    const { ResultObject } = (await answer.json()) as { ResultObject: Record<string, string>[] };
    rows.push(...ResultObject);
  }
  const quote = (cell: string) => `"${cell.replaceAll('"', '""')}"`;
  const lines = [Object.keys(columns), ...rows.map((row) => Object.values(columns).map((cell) => cell(row)))];
  return Buffer.from(`\ufeff${lines.map((cells) => cells.map(quote).join(',')).join('\r\n')}\r\n`);
}

const drop = async () => {
  const [document] = await intakeFile(place.ctx, {
    name: 'DeliveryManagement_detail_20261121_1200.csv',
    bytes: await detailedFile(),
    shop: place.shop,
    layout: '',
  });
  return document!;
};

const shapes = ['Q10-TEA*2', 'Q10-SHIRT:NAVY-M, Q10-MUG:BL+あり', 'Q10-TEA, Q10-CARD'] as const;

describe.each([
  ['file, then API', drop, () => place.job('pull')],
  ['API, then file', () => place.job('pull'), drop],
])('%s', (_, first, second) => {
  test('are the same orders: nothing is there twice, nothing moves, Qoo10’s own numbers are known', async () => {
    const packs: string[] = [];
    for (const lines of shapes) packs.push((await place.place(lines)).pack);
    packs.push((await place.place('Q10-TEA', { wish: '2026-11-27 14:00~16:00', message: '置き配希望' })).pack);
    await first();
    const look = async () =>
      (await place.ctx.store.shipments({ shop: place.shop, numbers: packs })).map(({ shipment, state, holds }) => [
        shipment.customerNo,
        state,
        holds.map((one) => one.code),
        shipment.lines.map((line) => [line.no, line.sku, line.quantity]),
        shipment.deliveryDate,
        shipment.consignee,
      ]);
    const before = await look();
    expect(before).toHaveLength(5);
    await second();
    expect(await look()).toEqual(before);
    const orders = await place.ctx.store.orders({ shop: place.shop });
    expect(orders.map((one) => one.order.number).toSorted()).toEqual(packs.toSorted());
    for (const { order } of orders) {
      expect(order.lines.map((line) => line.remote?.orderNo)).toEqual(order.lines.map((line) => line.no));
    }
    await place.job('schedule');
    expect((await place.told('confirm')).every((one) => one.effect === 'done')).toBe(true);
    expect((await place.rows()).every((row) => row.status === 3)).toBe(true);
  });
});

test('a code that the rules refuse is refused from the file, too', async () => {
  await place.place('Q10 PEN/B');
  const good = await place.place();
  const { problems } = await drop();
  expect(problems.map((one) => one.code)).toContain('qoo10-code-bad');
  expect((await place.ctx.store.orders({ shop: place.shop })).map((one) => one.order.number)).toEqual([good.pack]);
});
