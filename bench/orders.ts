/** Municipalities with a postal code each, so that the checks of the real work run. Street numbers and people are invented. */
const places = [
  ['060-0001', '北海道', '札幌市中央区', '北一条西'],
  ['980-0811', '宮城県', '仙台市青葉区', '一番町'],
  ['150-0001', '東京都', '渋谷区', '神宮前'],
  ['231-0023', '神奈川県', '横浜市中区', '山下町'],
  ['460-0008', '愛知県', '名古屋市中区', '栄'],
  ['530-0001', '大阪府', '大阪市北区', '梅田'],
  ['650-0021', '兵庫県', '神戸市中央区', '三宮町'],
  ['730-0011', '広島県', '広島市中区', '基町'],
  ['810-0001', '福岡県', '福岡市中央区', '天神'],
  ['900-0014', '沖縄県', '那覇市', '松尾'],
] as const;
const families = ['試験', '見本', '架空', '仮名', '例示', '検証', '模擬', '標本', '想定', '演習'];
const header =
  'order-id\torder-item-id\tpurchase-date\tpayments-date\treporting-date\tpromise-date\tdays-past-promise\tbuyer-email\tbuyer-name\tbuyer-phone-number\tsku\tproduct-name\tquantity-purchased\tquantity-shipped\tquantity-to-ship\tship-service-level\trecipient-name\tship-address-1\tship-address-2\tship-address-3\tship-city\tship-state\tship-postal-code\tship-country\tpayment-method\tcod-collectible-amount\talready-paid\tpayment-method-fee\tscheduled-delivery-start-date\tscheduled-delivery-end-date\tpoints-granted\tis-prime';

/**
 * An unshipped-orders report of Amazon (UTF-8) with `lines` rows; five rows are three orders (as 20,000 lines are 12,000
 * orders), every order is good. Deterministic.
 */
export function amazonReport(lines: number): Buffer {
  const rows = [header];
  let order = 0;
  for (let line = 0; line < lines; line++) {
    if ([0, 2, 4].includes(line % 5)) order++;
    const [postal, state, city, town] = places[order % places.length]!;
    const number = `250-${String(1_000_000 + Math.floor(order / 1000)).slice(-7)}-${String(order).padStart(7, '0')}`;
    const name = `${families[order % families.length]} ${families[(order * 7) % families.length]}子`;
    const block = `${1 + (order % 9)}-${1 + (order % 29)}-${1 + (order % 17)}`;
    const building = order % 3 === 0 ? `見本マンション${100 + (order % 800)}` : '';
    const phone = `090-0000-${String(order % 10_000).padStart(4, '0')}`;
    rows.push(
      `${number}\t${10_000_000_000_000 + line}\t2026-11-20T03:00:00+00:00\t2026-11-20T03:00:05+00:00\t\t\t\t\t${name}\t${phone}\tSKU-${line % 500}\t緑茶 ${line % 500}g 詰め合わせ\t1\t0\t1\tStandard\t${name}\t${town}${block}\t${building}\t\t${city}\t${state}\t${postal}\tJP\t\t\t\t\t\t\t0\tfalse`,
    );
  }
  return Buffer.from(rows.join('\r\n') + '\r\n', 'utf8');
}
