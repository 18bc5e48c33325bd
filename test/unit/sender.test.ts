import { expect, test } from 'vitest';
import { senderOf } from '../../src/core/decide/sender.ts';
import { emptyParty, type Party } from '../../src/core/order.ts';

const consignee: Party = {
  ...emptyParty,
  name: '高橋　花子',
  postalCode: '1500001',
  address: { prefecture: '東京都', city: '渋谷区', street: '神宮前1-2-3', building: '' },
  phone: '090-0000-0002',
};

test('an orderer without an address stands on the label with the address of the parcel', () => {
  const sender = senderOf({ ...emptyParty, name: '山田　太郎', email: 'a@example.com' }, consignee);
  expect(sender).toEqual({ ...consignee, name: '山田　太郎', email: 'a@example.com' });
});

test('an orderer of whom nothing is known is the consignee', () => {
  expect(senderOf(emptyParty, consignee)).toEqual(consignee);
});

test('an orderer with an address stays as it is, with whatever is missing', () => {
  const orderer: Party = { ...emptyParty, name: '山田　太郎', postalCode: '1000001' };
  expect(senderOf(orderer, consignee)).toBe(orderer);
});

test('the telephone number of the orderer is kept', () => {
  expect(senderOf({ ...emptyParty, company: '見本商店', phone: '03-0000-0001' }, consignee)).toMatchObject({
    name: '',
    company: '見本商店',
    phone: '03-0000-0001',
    postalCode: '1500001',
  });
});
