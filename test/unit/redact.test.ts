import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createRedact } from '../../src/connectors/redact.ts';

const redact = createRedact(() => ['very-secret', '']);

describe('what may be kept of an answer', () => {
  test('what went wrong stays readable', () => {
    const text =
      '{"errors":[{"code":"InvalidInput","message":"quantity of 250-0000001-0000001 is over","details":""}]}';
    expect(redact(text)).toBe(text);
  });

  test.each([
    '{"access_token":"Atza|IwEBabcdef","expires_in":3600}',
    '{"message":"token Atza|IwEBabcdef0123 is bad"}',
    'grant_type=refresh_token&refresh_token=Atzr|abcdef0123&client_secret=amzn1.oa2-cs.v1.abcdef',
    '{"orders":[{"recipient":{"deliveryAddress":{"name":"Taro Mihon","phone":"090-1234-5678"}}}]}',
    '{"message":"mail sample.person@example.com or 0312345678 or +81 90-1234-5678"}',
    '{"buyerName":"\\u898b\\u672c Mihon"}',
    '{"orders":[{"recipient":{"name":"Taro Miho',
    '<p>見本 太郎 様 very-secret</p>',
    '{"Taro Mihon 090-1234-5678":"x"}',
  ])('%s', (text) => {
    expect(redact(text)).not.toMatch(/IwEB|abcdef|Mihon|Miho|Taro|1234|sample\.person|03123|見本|太郎|very-secret/);
  });

  test('a secret never stays, wherever it stands', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), (before, after) => {
        expect(redact(`${before}very-secret${after}`)).not.toContain('very-secret');
      }),
    );
  });

  test('no Japanese text stays, however the answer is cut', () => {
    const whole = JSON.stringify({
      orders: [{ orderId: '250-0000001-0000001', name: '髙橋 𠮷子', memo: '渋谷区"神南"1-2-3' }],
    });
    fc.assert(
      fc.property(fc.nat(whole.length), (end) => {
        expect(redact(whole.slice(0, end))).not.toMatch(/[髙橋𠮷子渋谷神南]/u);
      }),
    );
  });
});
