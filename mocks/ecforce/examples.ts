import type { ExampleTools } from '../system.ts';

/** Sign in, orders, their state and slip, stock, the shop's tables, sign out. */
export async function ecforceExamples({ address, ask, now }: ExampleTools): Promise<void> {
  const json = { 'content-type': 'application/json' };
  const { email, password } = address.credentials;
  const token = (
    await ask('POST', '/api/v2/admins/sign_in.json', { headers: json, body: { admin: { email, password } } })
  ).json.authentication_token;
  const authorization = `Token token="${token}"`;
  const reads = { headers: { authorization } };
  const writes = (body: unknown) => ({ headers: { authorization, ...json }, body });
  const list = await ask(
    'GET',
    '/api/v2/admin/orders.json?q[state_eq]=complete&per=1&page=1&sort=id&include=order_items,shipping_addresses',
    reads,
  );
  const [first] =
    list.json.data.length > 0 ? list.json.data : (await ask('GET', '/api/v2/admin/orders.json', reads)).json.data;
  const { id } = first;
  await ask('GET', `/api/v2/admin/orders/${id}.json?include=order_items`, reads);
  const carriers = await ask('GET', '/api/v2/admin/shipping_carriers.json', reads);
  const carrier = carriers.json.data[0].id;
  await ask('GET', `/api/v2/admin/shipping_carriers/${carrier}.json`, reads);
  await ask('GET', '/api/v2/admin/payment_methods.json?per=2', reads);
  await ask('GET', '/api/v2/admin/subs_orders.json?per=2', reads);
  const { state } = first.attributes;
  await ask('PUT', '/api/v2/admin/orders/bulk_update.json', writes({ orders: [{ id, state }] }));
  const day = Temporal.Instant.fromEpochMilliseconds(now()).toZonedDateTimeISO('Asia/Tokyo').toPlainDate().toString();
  const row = { id, shipping_slip: '400000000002', shipped_at: day, shipping_carrier_id: Number(carrier) };
  await ask('PUT', '/api/v2/admin/orders/shipping.json', writes({ orders: [row] }));
  await ask('PUT', `/api/v2/admin/orders/${id}.json`, writes({ order: { remark: '確認済み' } }));
  const stock = await ask('GET', '/api/v2/admin/stock_items.json?per=1', reads);
  const { variant_sku, stock_location_code } = stock.json.data[0].attributes;
  await ask(
    'PUT',
    '/api/v2/admin/stock_items.json',
    writes({ stock_items: [{ variant_sku, stock_location_code, stock: 5 }] }),
  );
  // Refused on purpose, whatever is sent.
  const payment = { payment_state: 'completed' };
  await ask('POST', `/api/v2/admin/orders/${id}/payment_status.json`, writes({ order: payment }));
  await ask('POST', '/api/v2/admin/orders/payment_status/bulk_update.json', writes({ orders: [{ id, ...payment }] }));
  await ask('GET', '/api/v2/admins/sign_out.json', reads);
}
