import type { ExampleTools } from '../system.ts';
import { base } from './wire/call.ts';

/** A key, a paid order confirmed and sent, claims, products and their stock. */
export async function qoo10Examples({ address, ask, now, turn }: ExampleTools): Promise<void> {
  const { certificationKey, apiKey, userId, password } = address.credentials;
  const day = (days: number) =>
    Temporal.Instant.fromEpochMilliseconds(now())
      .toZonedDateTimeISO('Asia/Tokyo')
      .toPlainDate()
      .add({ days })
      .toString()
      .replaceAll('-', '');
  const call = async (
    method: string,
    params: Readonly<Record<string, string>>,
    version = '1.0',
    key = certificationKey,
  ) => {
    turn(200);
    const { json } = await ask('POST', `${base}/${method}`, {
      headers: {
        giosiscertificationkey: key,
        qapiversion: version,
        'content-type': 'application/x-www-form-urlencoded',
      },
      body: new URLSearchParams({ returnType: 'json', ...params }).toString(),
    });
    return json.ResultObject;
  };
  await call('CertificationAPI.CreateCertificationKey', { user_id: userId, pwd: password }, '1.0', apiKey);
  const dates = { SearchStartDate: day(-30), SearchEndDate: day(0), SearchCondition: '1' };
  const paid = await call('ShippingBasic.GetShippingInfo_v3', { ShippingStatus: '2', ...dates });
  const [first, second] = paid.map((one: { readonly orderNo?: number; readonly OrderNo?: number }) =>
    String(one.orderNo ?? one.OrderNo),
  );
  await call('ShippingBasic.GetShippingInfo_v2', {
    ShippingStat: '2',
    search_Sdate: day(-30),
    search_Edate: day(0),
    search_condition: '1',
  });
  await call('ShippingBasic.GetShippingAndClaimInfoByOrderNo_V2', { OrderNo: first });
  await call('ShippingBasic.SetSellerCheckYN_V2', { OrderNo: first, EstShipDt: day(2), DelayType: '1' });
  await call('ShippingBasic.SetSellerCheckYNBulk', {
    SendPlanDtInfoJson: JSON.stringify([{ OrderNo: second, EstShipDt: day(2), DelayType: '', DelayMemo: '' }]),
  });
  const parcel = { ShippingCorp: 'ヤマト宅急便', TrackingNo: '400000000013' };
  await call('ShippingBasic.SetSendingInfo', { OrderNo: first, ...parcel });
  await call('ShippingBasic.SetSendingInfoBulk', {
    ShippingInfoJson: JSON.stringify([{ OrderNo: second, ...parcel, TrackingNo: '400000000024' }]),
  });
  await call('ShippingBasic.GetClaimInfo_V3', {
    search_Sdate: day(-30),
    search_Edate: day(0),
    search_condition: '2',
  });
  await call('ItemsLookup.GetAllGoodsInfo', { ItemStatus: 'S2', Page: '1' });
  await call('ItemsLookup.GetSellerDeliveryGroupInfo', {});
  const plain = { ItemCode: '910000001' };
  await call('ItemsLookup.GetItemDetailInfo', plain, '1.2');
  await call('ItemsOrder.SetGoodsPriceQty', { ...plain, Qty: '12', ExpireDate: '2030-06-30' }, '1.1');
  await call('ItemsOrder.SetGoodsPriceQtyBulk', { ItemInfoJson: JSON.stringify([{ ...plain, Qty: '12' }]) }, '1.1');
  // Options with stock of their own: read, one combination set, the whole table put in place of the old one.
  const shirt = { ItemCode: '910000004' };
  const option = { ...shirt, OptionName: 'カラー||*サイズ', OptionValue: 'WHITE||*S', OptionCode: 'WHITE-S' };
  const rows = await call('ItemsLookup.GetGoodsInventoryInfo', shirt);
  await call('ItemsLookup.GetGoodsOptionInfo', { ItemCode: '910000006' });
  await call('ItemsOptions.UpdateInventoryQtyUnit', { ...option, Qty: '3' });
  await call('ItemsOptions.UpdateInventoryDataUnit', { ...option, Price: '0', Qty: '3' });
  await call('ItemsOptions.UpdateInventoryDataBulk', { ItemInfoJson: JSON.stringify([{ ...option, Qty: '3' }]) });
  const table = rows.map((row: Readonly<Record<string, string | number>>) =>
    [row.Name1, row.Value1, row.Name2, row.Value2, row.Price, row.Qty, row.ItemTypeCode].join('||*'),
  );
  await call('ItemsOptions.EditGoodsInventory', { ...shirt, InventoryInfo: table.join('$$') });
  const move = { ItemCode: '1910000007' };
  const { OptionQty } = await call('ItemsLookup.GetMoveItemDetailInfo', move);
  await call('ItemsOptions.EditMoveGoodsInventory', { ...move, OptionQty });
}
