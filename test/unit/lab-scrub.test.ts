import { gunzipSync, gzipSync } from 'node:zlib';
import iconv from 'iconv-lite';
import { expect, it } from 'vitest';
import { scrubRecording } from '../../mocks/record/scrub.ts';
import { layersOf as layers } from '../support/layers.ts';

/* People and secrets are not in a scrubbed recording, in whatever they were wrapped. All of them are made up. */

const told = {
  name: '試験 花子',
  kana: 'シケン ハナコ',
  city: '架空市見本町',
  street: '9-8-7 見本荘203',
  phone: '090-0000-1234',
  mail: 'hanako.shiken@mail.example.jp',
  order: '250-7654321-1234567',
  token: 'Atza|IwEBIJ0x9Kq-Zz_81LmNopQrStUv',
  secret: 'amzn1.oa2-cs.v1.8f7e6d5c4b3a',
  cookie: 'sid9f8e7d6c5b4a',
  signature: '7a6b5c4d3e2f1a0b9c8d7e6f5a4b3c2d1e0f9a8b',
  latin: 'Hanako Shiken',
};
const order = {
  orderId: told.order,
  status: 'UNSHIPPED',
  buyer: { buyerName: told.name, buyerEmail: told.mail },
  shippingAddress: { name: told.latin, kana: told.kana, city: told.city, addressLine1: told.street, countryCode: 'JP' },
  note: `置き配 ${told.phone} まで`,
  quantity: 2,
};
const report = [
  'order-id\trecipient-name\tship-address-1\tquantity',
  `${told.order}\t${told.name}\t${told.city}${told.street}\t2`,
  '',
].join('\r\n');
const xml = `<?xml version="1.0"?><Order id="${told.order}"><RecipientName>${told.name}</RecipientName><Tel><![CDATA[${told.phone}]]></Tel><Status>Shipped</Status></Order>`;
const entry = (request: object, content: object) => ({
  startedDateTime: '2026-11-21T03:00:00.000Z',
  serverIPAddress: '203.0.113.9',
  request: { method: 'POST', httpVersion: 'HTTP/1.1', cookies: [], headers: [], queryString: [], ...request },
  response: { status: 200, statusText: 'OK', headers: [], cookies: [], content },
});
const har = {
  log: {
    version: '1.2',
    creator: { name: 'proxy', version: '1' },
    entries: [
      entry(
        {
          url: `https://api.example/orders/${told.order}?buyerEmail=${encodeURIComponent(told.mail)}&X-Amz-Signature=${told.signature}&page=2`,
          headers: [
            { name: 'x-amz-access-token', value: told.token },
            { name: 'Authorization', value: `Basic ${btoa(`shop:${told.secret}`)}` },
            { name: 'Cookie', value: `sid=${told.cookie}; lang=` },
            { name: 'Content-Type', value: 'application/json' },
          ],
          cookies: [{ name: 'sid', value: told.cookie }],
          queryString: [{ name: 'buyerEmail', value: told.mail }],
          postData: {
            mimeType: 'application/x-www-form-urlencoded',
            text: `client_secret=${told.secret}&memo=${encodeURIComponent(`${told.name}様`)}&data=${encodeURIComponent(JSON.stringify(order))}`,
          },
        },
        {
          mimeType: 'application/json',
          text: JSON.stringify({ orders: [order, { ...order, raw: btoa(JSON.stringify({ tel: told.phone })) }] }),
        },
      ),
      entry({ url: 'https://api.example/file' }, { encoding: 'base64', text: gzipSync(report).toString('base64') }),
      entry(
        { url: 'https://api.example/file' },
        { encoding: 'base64', text: iconv.encode(report, 'cp932').toString('base64') },
      ),
      entry({ url: 'https://api.example/xml' }, { mimeType: 'text/xml', text: xml }),
      entry(
        { url: 'https://api.example/pdf' },
        { encoding: 'base64', text: Buffer.from(`%PDF\u0000\u0001${told.name}`).toString('base64') },
      ),
      entry({ url: 'https://api.example/html' }, { text: `<html><body>${told.name}様 ${told.phone}</body></html>` }),
    ],
  },
};

it('nothing of anybody is left in any layer, and the test would see it', () => {
  const before = layers(JSON.stringify(har)).join('\n');
  for (const value of Object.values(told)) expect(before).toContain(value);
  const after = layers(scrubRecording(JSON.stringify(har))).join('\n');
  for (const value of Object.values(told)) {
    expect(after).not.toContain(value);
    for (const part of value.split(' ').filter((one) => one.length >= 4)) expect(after).not.toContain(part);
  }
  expect(after).not.toContain('203.0.113.9');
});

it('structure, lengths, kinds and codes stay; the same has the same substitute everywhere', () => {
  const { log } = JSON.parse(scrubRecording(JSON.stringify(har))) as typeof har;
  expect(log.entries).toHaveLength(6);
  expect(log.creator).toEqual(har.log.creator);
  const [first, second, third, fourth, fifth] = log.entries.map(
    (one) =>
      one as unknown as {
        request: { url: string; headers: { name: string; value: string }[] };
        response: { content: { text: string } };
      },
  );
  const { orders } = JSON.parse(first!.response.content.text) as { orders: (typeof order)[] };
  const one = orders[0]!;
  expect(one).toMatchObject({ status: 'UNSHIPPED', quantity: 2, shippingAddress: { countryCode: 'JP' } });
  expect(one.orderId).toMatch(/^\d{3}-\d{7}-\d{7}$/);
  expect(one.buyer.buyerEmail).toMatch(/^[a-z]{6}\.[a-z]{6}@[a-z]{4}\.[a-z]{7}\.[a-z]{2}$/);
  expect(one.buyer.buyerName).toMatch(/^\p{Script=Han}{2} \p{Script=Han}{2}$/u);
  expect(one.shippingAddress.kana).toMatch(/^[ァ-ヶ]{3} [ァ-ヶ]{3}$/);
  expect(orders[1]!.buyer).toEqual(one.buyer);
  const { url, headers } = first!.request;
  expect(url).toContain(`/orders/${one.orderId}?buyerEmail=${encodeURIComponent(one.buyer.buyerEmail)}&`);
  expect(url).toMatch(/&page=2$/);
  expect(headers[0]!.value).toHaveLength(told.token.length);
  expect(headers[3]!.value).toBe('application/json');
  const lines = gunzipSync(Buffer.from(second!.response.content.text, 'base64')).toString().split('\r\n');
  expect(lines[0]).toBe(report.split('\r\n')[0]);
  expect(lines[1]!.split('\t').slice(0, 2)).toEqual([one.orderId, one.buyer.buyerName]);
  expect(iconv.decode(Buffer.from(third!.response.content.text, 'base64'), 'cp932')).toBe(lines.join('\r\n'));
  expect(fourth!.response.content.text).toMatch(
    /^<\?xml version="1.0"\?><Order id="\d{3}-\d{7}-\d{7}"><RecipientName>.{5}<\/RecipientName><Tel><!\[CDATA\[\d{3}-\d{4}-\d{4}\]\]><\/Tel><Status>Shipped</,
  );
  expect(Buffer.from(fifth!.response.content.text, 'base64').every((byte) => byte === 0)).toBe(true);
});

it('the lab’s own form, whose bodies are base64, is scrubbed as well; what is no JSON is refused', () => {
  const request = {
    system: 'x',
    operation: 'o',
    method: 'POST',
    url: `/a?token=${told.token}`,
    headers: { 'x-api-key': told.secret },
  };
  const series = { name: 'one', requests: [{ ...request, body: btoa('tel=09000001234'), status: 200 }] };
  const after = layers(scrubRecording(JSON.stringify(series))).join('\n');
  for (const value of [told.token, told.secret, '09000001234']) expect(after).not.toContain(value);
  expect(() => scrubRecording('no')).toThrow(/no JSON/);
});
