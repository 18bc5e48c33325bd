import { describe, expect, test } from 'vitest';
import { keepPeople } from '../../src/core/keep-people.ts';
import { mergeOrders } from '../../src/core/merge.ts';
import { emptyAddress, emptyParty } from '../../src/core/order.ts';
import { labelContent } from '../../src/flow/intake/label-content.ts';
import { destination, order, party } from '../support/orders.ts';

const known = order();
const withConsignee = (consignee: ReturnType<typeof party>, more = {}) =>
  order({ destinations: [destination({ consignee, ...more })] });

describe('what is known of people', () => {
  test('a telephone that is withheld by now stays', () => {
    const again = keepPeople(known, withConsignee(party({ phone: '' })));
    expect(again.destinations[0]!.consignee.phone).toBe('03-0000-0000');
    expect(labelContent(again)).toBe(labelContent(known));
  });

  test('all of it stays when the role is gone, and nothing is held for it', () => {
    const bare = { ...emptyParty, address: { ...emptyAddress, prefecture: '東京都', city: '千代田区' } };
    const again = keepPeople(known, { ...withConsignee(bare, { addressWithheld: true }), orderer: emptyParty });
    expect(again).toEqual(known);
  });

  test('what is there is taken: a new name, another address', () => {
    const moved = party({
      name: '試験 次郎',
      address: { prefecture: '大阪府', city: '大阪市北区', street: '梅田１－１', building: '' },
    });
    expect(keepPeople(known, withConsignee(moved)).destinations[0]!.consignee).toEqual(moved);
  });

  test('two addresses are never mixed', () => {
    const elsewhere = { ...emptyParty, address: { ...emptyAddress, prefecture: '大阪府', city: '大阪市北区' } };
    expect(keepPeople(known, withConsignee(elsewhere)).destinations[0]!.consignee.address).toEqual(elsewhere.address);
  });

  test('a new order is as it came', () => {
    expect(keepPeople(null, known)).toBe(known);
  });
});

describe('revisions that a marketplace makes by itself', () => {
  const pending = order({ destinations: [destination({ consignee: emptyParty, addressPending: true })] });

  test('the address of a pending order is no changed label', () => {
    expect(labelContent(pending)).toBeNull();
    expect(labelContent(known)).not.toBeNull();
  });

  test('with several destinations, one of which waits, a change is still seen', () => {
    const two = order({ destinations: [destination({ addressPending: true }), destination({ key: '2' })] });
    expect(labelContent(two)).not.toBeNull();
  });

  test('a cancelled order that comes without lines keeps those that it had', () => {
    const merged = mergeOrders(
      known,
      order({ cancelled: true, lines: [], destinations: [destination({ consignee: emptyParty })] }),
    );
    expect(merged).toMatchObject({ cancelled: true, lines: known.lines, destinations: known.destinations });
  });
});
