import type { ExampleTools } from '../system.ts';

/** From a paid order to its told number, then stock. */
export async function shopserveExamples({ address, ask, now, turn }: ExampleTools): Promise<void> {
  const { shopId, managerKey } = address.credentials;
  const headers = {
    authorization: `Basic ${Buffer.from(`${shopId}:${managerKey}`).toString('base64')}`,
    'content-type': 'application/json',
  };
  const day = (ms: number) => Temporal.Instant.fromEpochMilliseconds(ms).toZonedDateTimeISO('Asia/Tokyo');
  const since = day(now() - 6 * 86_400_000).toString({ smallestUnit: 'second', timeZoneName: 'never' });
  const found = await ask('POST', '/v2/orders/_retrieve/basic;client;payment;amounts;deliveries', {
    headers,
    body: {
      since,
      size: 1,
      sort: { type: 'OrderDate', order: 'Asc' },
      filters: [{ confirm_status: ['Unconfirmed'], shipping_status: ['Unshipped'], payment_status: ['Paid'] }],
    },
  });
  const order = found.json.contents[0];
  const at = `/v2/orders/${order.serial_code}`;
  await ask('PUT', `${at}/confirm`, { headers, body: { confirm_status: 'Confirmed' } });
  for (const { delivery_no: delivery } of order.deliveries) {
    await ask('PUT', `${at}/deliveries/${delivery}/shipping`, {
      headers,
      body: {
        shipping_company: 'Yamato',
        slip_no: '400000000002',
        shipped_date: day(now()).toPlainDate().toString(),
        shipping_status: 'Shipped',
      },
    });
  }
  await ask('PUT', `${at}/completion`, { headers, body: { completed: 'Yes' } });
  // An order whose payment waits for it: not every way to pay has a settlement.
  const all = await ask('POST', '/v2/orders/_retrieve/basic', { headers, body: { since, size: 50 } });
  for (const { serial_code: serial } of all.json.contents) {
    if ((await ask('POST', `/v2/orders/${serial}/settlement/_request`, { headers })).status < 400) break;
  }
  turn(2000);
  const items = await ask('POST', '/v2/items/_search', { headers, body: { from: 0, size: 2 } });
  const code = items.json.contents[0].item_code;
  const { json } = await ask('GET', `/v2/items/${code}/stock`, { headers });
  const names = json.stock.management_variation?.patterns[0].pattern ?? [];
  const variation = Object.fromEntries(names.map((one: string, index: number) => [`variation_name${index + 1}`, one]));
  await ask('PUT', `/v2/items/${code}/stock`, {
    headers,
    body: { unlimited: 'No', quantity: 5, alert_threshold: 1, ...variation },
  });
}
