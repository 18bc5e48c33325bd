import { expect, test } from 'vitest';
import { triageOrder, triageShipment, triageTitles } from '../../src/core/triage.ts';

test('A1: what only the payment keeps is 入金待ち; any other reason needs a person first', () => {
  expect(triageShipment('held', [{ code: 'unpaid' }])).toBe('payment');
  expect(triageShipment('held', [{ code: 'unpaid' }, { code: 'phone-missing' }])).toBe('confirm');
  expect(triageShipment('held', [{ code: 'payment-unknown' }])).toBe('confirm');
});

test('A1: states in the order of the walk', () => {
  const states = ['backordered', 'ready', 'issuing', 'issued', 'shipped', 'closed', 'returned', 'cancelled'] as const;
  expect(states.map((state) => triageTitles[triageShipment(state, [])])).toEqual([
    '引当待ち',
    '印刷待ち',
    '印刷中',
    '印刷済み',
    '出荷済み',
    '完了',
    '返品',
    'キャンセル',
  ]);
});

test('A1: an order stands where its last shipment stands; one without any has to be looked at', () => {
  expect(triageOrder(['shipped', 'print', 'cancelled'])).toBe('print');
  expect(triageOrder(['cancelled', 'closed'])).toBe('closed');
  expect(triageOrder([])).toBe('confirm');
});
