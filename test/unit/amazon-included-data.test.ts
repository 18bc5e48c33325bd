import { expect, test } from 'vitest';
import { classify } from '../../src/connectors/amazon/errors.ts';
import { searchRefused, withSections } from '../../src/connectors/amazon/included-data.ts';
import type { HttpAnswer } from '../../src/connectors/contract.ts';

function answer(status: number, message = ''): HttpAnswer {
  const body = JSON.stringify({ errors: [{ code: 'InvalidInput', message, details: '' }] });
  return {
    status,
    headers: {},
    quotaUsed: 0,
    bytes: Buffer.from(body),
    text: () => body,
    json: () => JSON.parse(body),
    evidence: () => `HTTP ${status}`,
  };
}

/** Refuses every search that asks for the section. */
async function asked(section: string, message: string) {
  const calls: string[] = [];
  const sent = await withSections(async (includedData) => {
    calls.push(includedData);
    if (!includedData.split(',').includes(section)) return { answer: answer(200) };
    const refused = answer(400, message);
    return { failed: classify(refused, 'searchOrders', 'read'), answer: refused };
  });
  return { calls, sent };
}

test.each([
  ['PROMOTION', 'includedData: PROMOTION is not supported for this marketplace.'],
  ['PACKAGES', "Invalid value 'packages' for parameter includedData"],
  ['RECIPIENT', 'Value RECIPIENT of includedData is not allowed.'],
])('a search that is refused for %s is made once more without it', async (section, message) => {
  const { calls, sent } = await asked(section, message);
  expect(sent.failed).toBeUndefined();
  expect(calls).toHaveLength(2);
  expect(calls[0]!.split(',').filter((one) => !calls[1]!.split(',').includes(one))).toEqual([section]);
});

test.each([
  ['what tells that a buyer cancels', 'CANCELLATION', 'CANCELLATION is not supported.'],
  ['what is paid', 'PAYMENT', 'PAYMENT is not supported.'],
  ['something that is not named', 'PROMOTION', 'createdAfter is too old.'],
  ['something in a list of all', 'X', 'Use BUYER, RECIPIENT, EXPENSE, PROMOTION, PACKAGES or others.'],
])('%s is never left out: the next pull tries again', async (_what, section, message) => {
  const { calls, sent } = await asked(section === 'X' ? 'BUYER' : section, message);
  expect(calls).toHaveLength(1);
  if (!sent.failed) throw new Error('not refused');
  const outcome = searchRefused(sent, 'searchOrders');
  expect(outcome).toMatchObject({ kind: 'retry', code: 'search-refused', args: { reason: message } });
});

test('what else goes wrong keeps its own meaning', () => {
  const failed = classify(answer(403), 'searchOrders', 'read');
  expect(searchRefused({ failed, answer: answer(403) }, 'searchOrders')).toBe(failed);
});
