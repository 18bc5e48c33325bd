import { describe, expect, test } from 'vitest';
import { readLayoutFiles, readMasterCases, standardLayoutsFolder } from '../../src/config/layout-files.ts';
import { codeNotOn, codeOn, isValidOn } from '../../src/core/dated.ts';
import { checkOptions, dropCleared } from '../../src/core/decide/options.ts';
import { complaintText } from '../../src/layout/complaint.ts';
import { runMasterCases } from '../../src/layout/master-cases.ts';
import { findMethod, loadMasters, type MasterFile } from '../../src/layout/masters.ts';
import { usedMethod } from '../../src/layout/used-method.ts';
import { sampleShipment } from '../support/store-samples.ts';

/* Codes of carriers, and delivery methods, with the days on which they are valid. */

const standard = readLayoutFiles(standardLayoutsFolder()).masters;
const { masters, complaints } = loadMasters(standard);
const today = '2026-11-26';
const source = 'source: { doc: d, checked: "2026-11-26", trust: B }\n';
const file = (name: string, text: string): MasterFile => ({ name, shown: `${name}.yaml`, text });
const mistakes = (...files: MasterFile[]) => loadMasters(files).complaints.map(complaintText);

test('the standard masters load, and answer every case of theirs', () => {
  expect(complaints).toEqual([]);
  const { results, complaints: failed } = runMasterCases(readMasterCases(standardLayoutsFolder(), ''), masters, today);
  expect(failed.map(complaintText)).toEqual([]);
  expect(results.length).toBeGreaterThan(15);
});

describe('a code means what it meant on its day', () => {
  const slots = masters.codes!.slots;

  test('first and last day are both in; nothing before, nothing behind', () => {
    const validity = { from: '2026-01-02', until: '2026-01-04' };
    const days = ['2026-01-01', '2026-01-02', '2026-01-04', '2026-01-05'];
    expect(days.map((day) => isValidOn(validity, day))).toEqual([false, true, true, false]);
    expect(codeOn(slots, '1214', '2017-06-18')?.title).toBe('12～14時');
    expect(codeOn(slots, '1214', '2017-06-19')).toBeUndefined();
    expect(codeNotOn(slots, '2021', today)?.instead).toBe('1921');
    expect(codeNotOn(slots, '0812', today)).toBeUndefined();
  });

  test('an abolished time slot holds, says since when and what took its place; cleared, the wish is dropped', () => {
    const shipment = (timeSlot: string, deliveryDate: string | null = null) =>
      sampleShipment('A', 1, { timeSlot, deliveryDate });
    const codes = (slot: string) => checkOptions(shipment(slot), today, slots).map(({ code, args }) => [code, args]);
    expect(codes('1214')).toEqual([
      ['slot-abolished', { slot: '12～14時', from: '－', until: '2017-06-18', instead: '－' }],
    ]);
    expect(codes('2021')).toEqual([
      ['slot-abolished', { slot: '20～21時', from: '－', until: '2017-06-18', instead: '19～21時' }],
    ]);
    expect(codes('1921')).toEqual([]);
    expect(codes('9999').map(([code]) => code)).toEqual(['slot-unknown']);
    const [hold] = checkOptions(shipment('1214'), today, slots);
    expect(dropCleared(shipment('1214'), [hold!]).timeSlot).toBe('');
  });

  test('7 on issued data is ネコポス until its day, and クロネコゆうパケット from then on', () => {
    const used = (shipDate: string | null) =>
      usedMethod(masters, null, { carrier: 'ヤマト運輸', serviceCode: '7', shipDate }).method?.code;
    expect([used('2024-09-30'), used('2024-10-01'), used(null)]).toEqual([
      'nekopos',
      'kuroneko-yupacket',
      'kuroneko-yupacket',
    ]);
  });
});

describe('X6: a delivery method has days, too', () => {
  const methods = file(
    'delivery-methods',
    `- { code: old, title: 旧便, carrier: C, keywords: [便], until: "2026-03-31" }
- { code: new, title: 新便, carrier: C, keywords: [便], from: "2026-04-01" }
- { code: always, title: 常便, carrier: C, keywords: [常] }
`,
  );

  test('the same words mean the one that is valid on the day', () => {
    const loaded = loadMasters([methods]);
    expect(loaded.complaints).toEqual([]);
    const found = (words: string, day?: string) => findMethod(loaded.masters, words, day)?.code;
    expect([found('便', '2026-03-31'), found('便', '2026-04-01'), found('旧便', today), found('旧便')]).toEqual([
      'old',
      'new',
      undefined,
      'old',
    ]);
    expect(found('常', '1999-01-01')).toBe('always');
  });

  test('twice on one day is refused: code and keyword, with file, line and column', () => {
    const both =
      '- { code: a, title: A, carrier: C, keywords: [x] }\n- { code: a, title: B, carrier: C, from: "2026-01-01" }\n';
    expect(mistakes(file('delivery-methods', `${both}- { code: b, title: B, carrier: C, keywords: [x] }\n`))).toEqual([
      'delivery-methods.yaml:2:11 delivery method "a" is there twice',
      'delivery-methods.yaml:3:47 keyword "x" belongs to "a" already',
    ]);
  });
});

test('every mistake of the codes is said at once, each with its place', () => {
  const text = `${source}time-slots:
  - { code: "1", title: A, from: "2026-02-30" }
  - { code: "2", titel: B }
slip-types:
  - { code: "7", title: X, service: nekopoz }
`;
  const said = mistakes(file('carrier-codes', text));
  expect(said).toEqual([
    expect.stringMatching(/^carrier-codes\.yaml:3:\d+ .*is no day of the calendar/),
    expect.stringMatching(/^carrier-codes\.yaml:4:\d+ /),
    expect.stringMatching(/^carrier-codes\.yaml:4:\d+ .*did you mean "title"/),
    expect.stringMatching(/^carrier-codes\.yaml:6:\d+ .*nekopo/),
  ]);
  const logic = `${source}time-slots:
  - { code: "1", title: A, from: "2026-02-03", until: "2026-02-01" }
  - { code: "2", title: B, instead: "9" }
  - { code: "2", title: C, from: "2026-01-01" }
slip-types: []
`;
  expect(mistakes(file('carrier-codes', logic)).map((one) => one.split(' ').slice(1).join(' '))).toEqual([
    'ends on 2026-02-01, before it begins',
    'there is no code "9"',
    'code "2" is valid twice on one day (see "B")',
  ]);
});

test('a case that is answered otherwise, or cannot be read, is a complaint with its place', () => {
  const cases = [
    file('one', '- { slot: 午前中, gives: "1416" }\n- { dictionary: island, word: x, gives: none }\n'),
    file('two', '- { slott: x, gives: y }\n'),
  ];
  const said = runMasterCases(cases, masters, today).complaints.map(complaintText);
  expect(said[0]).toBe('one.yaml:1:23 must give "1416", gives "0812"');
  expect(said[1]).toContain('did you mean "islands"');
  expect(said[2]).toMatch(/^two\.yaml:1:/);
});
