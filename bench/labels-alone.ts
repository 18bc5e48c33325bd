import { labelPdf } from '../mocks/b2cloud/label/pdf.ts';
import { trackingNumber } from '../mocks/b2cloud/state/numbers.ts';

/* A process of its own, measured by bench/labels.ts: draws 1,000 labels on A4 and says the seconds and the bytes as one JSON line. */
const waybills = Array.from({ length: 1000 }, (_, index) => ({
  trackingNumber: trackingNumber(4_000_000_000 + index),
  customerNo: `N_${index}`,
  parcel: 1,
  parcels: 1,
  route: 'api' as const,
  issueNo: 'TMIN1',
  issuedAt: 0,
  printedAt: 0,
  changed: [],
  dropped: [],
  values: {
    service_type: index % 10 === 0 ? 'A' : '0',
    shipment_number: `250-0000001-${String(index).padStart(7, '0')}_1`,
    shipment_date: '20261121',
    consignee_zip_code: '1500002',
    consignee_address1: '東京都',
    consignee_address2: '渋谷区',
    consignee_address3: `渋谷1-2-${index}`,
    consignee_address4: `見本ハイツ${index}号室`,
    consignee_name: `見本 太郎${index}`,
    consignee_telephone_display: '090-0000-0000',
    shipper_zip_code: '1000005',
    shipper_address1: '東京都',
    shipper_address2: '千代田区',
    shipper_address3: '丸の内1-1',
    shipper_name: '見本商店',
    item_name1: `深蒸し緑茶 ${index}`,
  },
}));
const start = performance.now();
const pdf = await labelPdf({ waybills, printType: 'm', printerType: '1' });
console.log(JSON.stringify({ seconds: (performance.now() - start) / 1000, bytes: pdf.length }));
