import iconv from 'iconv-lite';

const header =
  'order-id order-item-id purchase-date payments-date reporting-date promise-date days-past-promise buyer-email buyer-name buyer-phone-number sku product-name quantity-purchased quantity-shipped quantity-to-ship ship-service-level recipient-name ship-address-1 ship-address-2 ship-address-3 ship-city ship-state ship-postal-code ship-country payment-method cod-collectible-amount already-paid payment-method-fee scheduled-delivery-start-date scheduled-delivery-end-date points-granted is-prime'.split(
    ' ',
  );

export type AmazonRow = Partial<Record<(typeof header)[number], string>> & { 'order-id': string };

/** A row of an unshipped-orders report; synthetic, complete, in 東京都. */
export function amazonRow(more: AmazonRow): string {
  const row: Record<string, string> = {
    'order-item-id': `1${more['order-id'].replaceAll('-', '').slice(-13)}`,
    'purchase-date': '2026-11-20T03:00:00+00:00',
    'payments-date': '2026-11-20T03:00:05+00:00',
    'buyer-name': '購入 花子',
    'buyer-phone-number': '03-0000-0101',
    sku: 'SKU-1',
    'product-name': '緑茶 100g',
    'quantity-purchased': '1',
    'quantity-shipped': '0',
    'quantity-to-ship': '1',
    'ship-service-level': 'Standard',
    'recipient-name': '試験 太郎',
    'ship-address-1': '千代田9-9-9',
    'ship-city': '千代田区',
    'ship-state': '東京都',
    'ship-postal-code': '100-0001',
    'ship-country': 'JP',
    'points-granted': '0',
    'is-prime': 'false',
    ...(more as Record<string, string>),
  };
  return header.map((name) => row[name] ?? '').join('\t');
}

/** The file's bytes. What CP932 lacks is given as UTF-8 (Amazon has sent both). */
export function amazonReport(rows: readonly AmazonRow[], encoding: 'cp932' | 'utf-8' = 'cp932'): Buffer {
  const text = `${[header.join('\t'), ...rows.map(amazonRow)].join('\r\n')}\r\n`;
  return encoding === 'cp932' ? iconv.encode(text, 'cp932') : Buffer.from(text, 'utf8');
}
