import { describe, expect, it } from 'vitest';
import type { Masters } from '../../src/core/masters.ts';
import { complaintText } from '../../src/layout/complaint.ts';
import { loadMasters } from '../../src/layout/masters.ts';
import { loadTexts } from '../support/layouts.ts';

const head = 'title: t\nsource: { doc: d, checked: 2026-11-21, trust: B }\n';
const read = (rest: string) => `${head}read: { yields: order }\nfits: [a, b]\nfields:\n${rest}`;
const good = '  order.number: { from: a, required: true }\n  line.quantity: { from: b, required: true }\n';
const write = (columns: string, more = '') =>
  `${head}write: { takes: shipment${more} }\ncolumns:\n${columns
    .trim()
    .split('\n')
    .map((line) => `  - { ${line.trim()} }\n`)
    .join('')}`;

describe('loading layouts', () => {
  it('loads a good layout and gives it a version that comments do not change', () => {
    const one = loadTexts({ 'read/x': read(good) });
    const two = loadTexts({ 'read/x': `# remark\n${read(good)}` });
    const three = loadTexts({ 'read/x': read(good.replace('from: b', 'from: a')) });
    expect(one.complaints).toEqual([]);
    expect(one.layouts.read.get('x')?.version).toMatch(/^[0-9a-f]{8}$/);
    expect(two.layouts.read.get('x')?.version).toBe(one.layouts.read.get('x')?.version);
    expect(three.layouts.read.get('x')?.version).not.toBe(one.layouts.read.get('x')?.version);
  });

  it('names every mistake of every file at once, with line and column and a guess', () => {
    const { complaints, layouts } = loadTexts({
      'read/one': `${head}raed: {}\nread: { yields: order, quoted: no }\nfits: [a]\nfields:\n${good}  line.sku: { form: sku }\n`,
      'read/two': read(
        `${good}  line.skuu: { from: sku }\n  line.name: { from: n, as: nmae }\n  line.option: { from: o, dictionary: yes-on }\n`,
      ),
      'write/three': write('no: 1, name: a, from: consignee.nme'),
    });
    expect(layouts.read.size + layouts.write.size).toBe(0);
    expect(complaints).toEqual([
      'one.yaml:3:1 unknown key "raed" (did you mean "read"?)',
      'one.yaml:4:32 read.quoted: must be one of "true", "false"',
      'one.yaml:9:13 fields.line.sku: needs exactly one of from, join, value',
      'one.yaml:9:15 unknown key "form" (did you mean "from"?)',
      'three.yaml:5:5 unknown source "consignee.nme" (did you mean "consignee.name"?)',
      'two.yaml:8:3 unknown field "line.skuu" (did you mean "line.sku"?)',
      'two.yaml:9:29 unknown converter "nmae" (did you mean "name"?)',
      expect.stringMatching(/^two\.yaml:10:39 unknown dictionary "yes-on"/),
    ]);
  });

  it('unknown never means ship: "every other word" that would let a shipment go is refused, in the layout and in its dictionary', () => {
    const masters: Masters = {
      methods: [],
      dictionaries: {
        states: new Map([
          ['*', 'ready'],
          ['新規', 'ready'],
        ]),
      },
    };
    const load = (field: string) => loadTexts({ 'read/x': read(`${good}  ${field}\n`) }, masters).complaints;
    const refused = [
      'order.status: { from: s, map: { 出荷済: shipped, "*": "" } }',
      'order.status: { from: s, map: { "*": ready } }',
      'order.status.second: { from: s, map: { "**": paid } }',
      'line.delivery.status: { from: s, map: { "＊": "" } }',
      'line.status: { from: s, map: { キャンセル: cancelled, "*": open } }',
      'order.payment.state: { from: s, map: { 未入金: unpaid, "*": paid } }',
      'order.payment.state: { from: s, map: { "*": cod } }',
      'order.cancelled: { from: s, map: { "1": "true", "*": "" } }',
      'line.cancelRequested: { from: s, map: { "*": "" } }',
      'line.fulfilledElsewhere: { from: s, map: { AFN: "true", "*": "" } }',
      'line.delivery.trackingNumber: { from: s, map: { "1": 発送済み, "*": "" } }',
      'line.delivery.marketplaceLabel: { from: s, map: { "*": "" } }',
    ];
    for (const field of refused)
      expect(load(field), field).toEqual([expect.stringMatching(/^x\.yaml:8:\d+ .*would ship unknown words; list/)]);
    expect(load('order.status: { from: s, dictionary: states }')).toEqual([
      expect.stringContaining('dictionary "states" has "*": "ready", which would ship unknown words'),
    ]);
    const allowed = [
      'order.status: { from: s, map: { 新規: ready, "*": hold } }',
      'order.status: { from: 発送日, map: { "*": shipped } }',
      'line.status: { from: s, map: { "*": cancelled } }',
      'order.payment.state: { from: s, as: filled, map: { "": unpaid, "true": paid } }',
      'line.fulfilledElsewhere: { from: s, map: { "AFN*": "true", "MFN*": "" } }',
      'line.name: { from: s, map: { "*": "" } }',
    ];
    for (const field of allowed) expect(load(field), field).toEqual([]);
  });

  it('says what took the place of a converter that passed over unknown words', () => {
    const { complaints } = loadTexts({
      'read/x': read(`${good}  line.delivery.trackingNumber: { from: s, as: shipped-mark }\n`),
    });
    expect(complaints).toEqual([
      expect.stringContaining(
        'converter "shipped-mark" is gone: it passed over words that it did not know. Read the status as',
      ),
    ]);
  });

  it('names mistakes of every level of the check at once: grammar, fields, converters, cases, numbers', () => {
    const without = (text: string) => text.replace(/^\w+\.yaml:/, '');
    const load = (path: string, text: string) =>
      loadTexts({ [path]: text }, undefined, { cases: [] }).complaints.map(without);
    // no source, no case, a field's name, an unknown shape of a rule
    expect(
      load(
        'read/x',
        'title: t\nread: { yields: order }\nfits: [a]\nfields:\n  order.number: { from: a, required: true }\n  line.quantitty: { from: b }\n  line.sku: { frm: c }\n',
      ),
    ).toEqual([
      '1:1 layout "x" has no case: add cases/<name>/ with an input and the expected output',
      '1:1 source: is missing',
      '5:3 field "line.quantity" is missing',
      '6:3 unknown field "line.quantitty" (did you mean "line.quantity"?)',
      '7:13 fields.line.sku: needs exactly one of from, join, value',
      '7:15 unknown key "frm" (did you mean "from"?)',
    ]);
    // a bad word in `read`, a rule with two sources that also names an unknown converter, a field that is not required
    expect(
      load(
        'read/y',
        `name: z\n${head}read: { yields: order, format: cvs }\nfits: []\nfields:\n  order.number: { from: a }\n  line.quantity: { from: b, value: c, as: cuont, required: yes }\n  line.name: text\n`,
      ),
    ).toEqual([
      '1:1 layout "y" has no case: add cases/<name>/ with an input and the expected output',
      '1:7 name "z" is not the folder name "y"',
      expect.stringMatching(/^4:32 read\.format: must be one of "csv", /),
      expect.stringMatching(/^5:7 fits: /),
      '7:17 field "order.number" must be required',
      '8:18 fields.line.quantity: needs exactly one of from, join, value',
      '8:43 unknown converter "cuont" (did you mean "count"?)',
      '8:60 fields.line.quantity.required: must be one of "true", "false"',
      expect.stringMatching(/^9:14 fields\.line\.name: /),
    ]);
    // the writing side: a broken number hides no source, no width and no doubled number of the others
    expect(
      load(
        'write/w',
        write(
          'no: one, name: a, from: consignee.nme\nno: 2, name: b, value: abc, width: 2\nno: 2, name: c, from: today, map: 5\nno: 9, nme: d',
        ),
      ),
    ).toEqual([
      '1:1 layout "w" has no case: add cases/<name>/ with an input and the expected output',
      '5:5 unknown source "consignee.nme" (did you mean "consignee.name"?)',
      '5:11 columns.0.no: must be a whole number',
      '6:30 value "abc" is wider than the column (3 > 2)',
      '7:11 column number 2 is there twice (also "b")',
      expect.stringMatching(/^7:\d+ columns\.2\.map: /),
      '8:5 columns.3.name: is missing',
      '8:14 unknown key "nme" (did you mean "name"?)',
    ]);
    // a base that is not there, a doubled key, a file that is no layout at all
    expect(load('read/e', 'extends: nope\nfields:\n  line.skuu: { from: a, as: cdoe }\n')).toEqual([
      '1:1 layout "e" has no case: add cases/<name>/ with an input and the expected output',
      '1:10 extends: there is no read layout "nope"',
      '3:3 unknown field "line.skuu" (did you mean "line.sku"?)',
      '3:29 unknown converter "cdoe" (did you mean "code"?)',
    ]);
    expect(load('read/d', `${read(`${good}  line.nmae: { from: n }\n`)}title: again\n`)).toEqual([
      '1:1 layout "d" has no case: add cases/<name>/ with an input and the expected output',
      '8:3 unknown field "line.nmae" (did you mean "line.name"?)',
      expect.stringMatching(/^9:1 .*unique/),
    ]);
    expect(load('read/n', '- a\n- b\n')).toEqual([
      '1:1 layout "n" has no case: add cases/<name>/ with an input and the expected output',
      expect.stringMatching(/^1:1 .*expected object/),
    ]);
  });

  it('lets no mistake hide another one, whichever two come together', () => {
    const whole = [
      'title: t',
      'source: { doc: d, checked: 2026-11-21, trust: B }',
      'read: { yields: order, format: csv }',
      'fits: [a, b]',
      'unless: [c]',
      'fields:',
      '  order.number: { from: a, required: true }',
      '  line.quantity: { from: b, required: true }',
      '  line.sku: { from: s }',
      '  line.name: { from: n }',
    ];
    const mistakes: readonly (readonly [number, string, RegExp])[] = [
      [0, 'titel: t', /unknown key "titel"/],
      [1, 'source: { doc: d, checked: today, trust: B }', /source\.checked: must be a date/],
      [2, 'read: { yields: order, format: cvs }', /read\.format: must be one of/],
      [2, 'read: { yields: order, formt: csv }', /unknown key "formt"/],
      [3, 'fits: []', /fits: /],
      [4, 'unless: [a]', /column "a" stands in fits and in unless/],
      [6, '  order.number: { from: a }', /"order\.number" must be required/],
      [7, '  line.quantitty: { from: b }', /unknown field "line\.quantitty"/],
      [7, '  line.quantity: { from: b, required: yes }', /line\.quantity\.required: must be one of/],
      [8, '  line.sku: { frm: s }', /unknown key "frm"/],
      [8, '  line.sku: { from: s, as: cdoe }', /unknown converter "cdoe"/],
      [9, '  line.name: [n]', /fields\.line\.name: /],
      [9, '  line.name: { from: n, dictionary: nowhere }', /unknown dictionary "nowhere"/],
    ];
    const hidden: string[] = [];
    for (const one of mistakes)
      for (const other of mistakes) {
        if (one[0] >= other[0]) continue;
        // What `fits` no longer says cannot contradict `unless`.
        if (one[1] === 'fits: []' && other[1] === 'unless: [a]') continue;
        const lines = whole.with(one[0], one[1]).with(other[0], other[1]);
        const { complaints, layouts } = loadTexts({ 'read/x': `${lines.join('\n')}\n` });
        if (layouts.read.size > 0) hidden.push(`loaded: ${one[1]} + ${other[1]}`);
        for (const [, line, said] of [one, other])
          if (!complaints.some((text) => said.test(text))) hidden.push(`${line} of ${one[1]} + ${other[1]}`);
      }
    expect(hidden).toEqual([]);
  });

  it('loads nothing of a layout that was only looked through', () => {
    const { layouts, complaints } = loadTexts({
      'read/x': `${read(good)}title: again\n`,
      'read/y': read(`${good}  line.sku: { frm: c }\n`).replace('fits: [a, b]', 'fits: [c]'),
      'write/z': write('no: 1, name: a, width: wide'),
    });
    expect(layouts.read.size + layouts.write.size).toBe(0);
    expect(complaints).toHaveLength(4);
  });

  it('keeps digits as they are written: 0012 and 090 are text, not numbers', () => {
    const { layouts, complaints } = loadTexts({
      'write/x': write(
        'no: 1, name: a, value: 0012\nno: 2, name: b, from: shipment.cool, map: { normal: 00, chilled: 090 }',
      ),
    });
    expect(complaints).toEqual([]);
    const columns = layouts.write.get('x')!.columns;
    expect(columns[0]?.value).toBe('0012');
    expect(columns[1]?.map).toEqual({ normal: '00', chilled: '090' });
  });

  it('refuses a rule with two sources, with none, and in writing with map beside dictionary', () => {
    const { complaints } = loadTexts({
      'read/x': read(`${good}  line.sku: { from: a, value: b }\n  line.name: { required: true }\n`),
      'write/y': write('no: 1, name: a, from: line.name, map: { a: b }, dictionary: d'),
    });
    expect(complaints).toEqual([
      'x.yaml:8:13 fields.line.sku: needs exactly one of from, join, value',
      'x.yaml:9:14 fields.line.name: needs exactly one of from, join, value',
      'y.yaml:5:5 columns.0: map and dictionary exclude each other',
      expect.stringMatching(/^y\.yaml:5:\d+ unknown dictionary "d"/),
    ]);
  });

  it('refuses two columns with one number, holes, and numbers beyond the stated count', () => {
    const { complaints } = loadTexts({
      'write/x': write('no: 1, name: a\nno: 3, name: b\nno: 3, name: c\nno: 9, name: d', ', columns: 5'),
    });
    expect(complaints).toEqual([
      'x.yaml:5:3 column numbers are missing: 2, 4-5',
      'x.yaml:5:3 column numbers beyond 5: 9',
      'x.yaml:7:11 column number 3 is there twice (also "b")',
    ]);
  });

  it('refuses fixed and mapped values that are wider than their column or not among its codes', () => {
    const { complaints } = loadTexts({
      'write/x': write(
        'no: 1, name: a, value: 全角, width: 3\nno: 2, name: b, from: shipment.cool, map: { frozen: "12" }, width: 1\nno: 3, name: c, value: x, codes: [a, b]',
      ),
    });
    expect(complaints.map((text) => text.replace(/^x\.yaml:\d+:\d+ /, ''))).toEqual([
      'value "全角" is wider than the column (4 > 3)',
      'mapped value "12" is wider than the column (2 > 1)',
      'value "x" is not one of the column\'s codes',
    ]);
  });

  it('refuses an overflow to a column that is not there or stands before it', () => {
    const { complaints } = loadTexts({
      'write/x': write(
        'no: 1, name: a, width: 3\nno: 2, name: b, width: 3, overflow: { to: 1 }\nno: 3, name: c, width: 3, overflow: 7',
      ),
    });
    expect(complaints.map((text) => text.replace(/^x\.yaml:\d+:\d+ /, ''))).toEqual([
      'overflow goes to column 1, which does not stand behind it',
      'overflow goes to column 7, which is not there',
    ]);
  });

  it('does not load a layout without a case', () => {
    const { complaints, layouts } = loadTexts({ 'read/x': read(good) }, undefined, { cases: [] });
    expect(layouts.read.size).toBe(0);
    expect(complaints).toEqual([
      'x.yaml:1:1 layout "x" has no case: add cases/<name>/ with an input and the expected output',
    ]);
  });

  it('does not load a layout whose name is not its folder', () => {
    expect(loadTexts({ 'read/x': `name: y\n${read(good)}` }).complaints).toEqual([
      'x.yaml:1:7 name "y" is not the folder name "x"',
    ]);
  });

  it('refuses two standard layouts that fit the same headers, unless a column tells them apart', () => {
    const same = loadTexts({ 'read/x': read(good), 'read/y': read(good) });
    expect(same.complaints).toEqual(['y.yaml:4:7 fits the same headers as layout "x": add a column to fits or unless']);
    const apart = loadTexts({
      'read/x': read(`${good}  line.sku: { from: s, required: true }\n`),
      'read/y': read(good).replace('fields:', 'unless: [Ｓ]\nfields:'),
    });
    expect(apart.complaints).toEqual([]);
  });

  it('refuses an order layout that leaves out what an order cannot be without', () => {
    const { complaints } = loadTexts({ 'read/x': read('  order.number: { from: a }\n') });
    expect(complaints.map((text) => text.replace(/^x\.yaml:\d+:\d+ /, ''))).toEqual([
      'field "line.quantity" is missing',
      'field "order.number" must be required',
    ]);
  });

  it('lets a layout change only some columns of another one', () => {
    const { complaints, layouts } = loadTexts({
      'write/base': write(
        'no: 1, name: a, from: orderer.name, as: upper, width: 9, required: true\nno: 2, name: b, value: x',
      ),
      'write/own': `extends: base\n${head}columns: [{ no: 1, from: seller.name }]`,
    });
    expect(complaints).toEqual([]);
    expect(layouts.write.get('own')?.columns).toMatchObject([
      { no: 1, name: 'a', from: ['seller.name'], width: 9, required: true },
      { no: 2, value: 'x' },
    ]);
    expect(layouts.write.get('own')?.columns[0]).not.toHaveProperty('as');
  });

  it('says where the mistake of an extending layout stands, and that a base is missing', () => {
    const { complaints } = loadTexts({
      'write/base': write('no: 1, name: a, from: orderer.name\nno: 2, name: b, value: x'),
      'write/own': `extends: base\n${head}columns:\n  - { no: 2, from: seller.nam }`,
      'write/lost': `extends: bsae\n${head}columns: [{ no: 2, from: seller.name }]`,
    });
    expect(complaints).toEqual([
      'lost.yaml:1:10 extends: there is no write layout "bsae" (did you mean "base"?)',
      'own.yaml:5:5 unknown source "seller.nam" (did you mean "seller.name"?)',
    ]);
  });

  it('says where YAML itself is broken or a key is doubled', () => {
    const { complaints } = loadTexts({ 'read/x': 'title: [a\n', 'read/y': 'title: a\ntitle: b\n' });
    expect(complaints[0]).toMatch(/^x\.yaml:\d+:\d+ /);
    expect(complaints).toContainEqual(expect.stringMatching(/^y\.yaml:2:1 .*unique/));
  });
});

describe('loading masters', () => {
  const load = (name: string, text: string) => {
    const { masters, complaints } = loadMasters([{ name, shown: `${name}.yaml`, text }]);
    return { masters, complaints: complaints.map(complaintText) };
  };

  it('folds the words of a dictionary and refuses two words that are the same', () => {
    const { masters, complaints } = load('slots', '１４時～１６時: 1416\n14時~16時: "1618"\n');
    expect(masters.dictionaries.slots?.get('14時~16時')).toBe('1618');
    expect(complaints).toEqual(['slots.yaml:2:10 "14時~16時" means the same word as another line, which says "1416"']);
  });

  it('names a wrong value, a doubled key and a doubled word of one dictionary together, and blames no layout for it', () => {
    const { complaints, masters } = load('slots', 'am: [0812]\n夜: 1618\n夜: 1820\npm: 1416\n"ＰＭ": 1618\n');
    expect(complaints).toEqual([
      expect.stringMatching(/^slots\.yaml:3:\d+ .*unique/),
      expect.stringMatching(/^slots\.yaml:1:5 /),
      expect.stringMatching(/^slots\.yaml:5:\d+ "ＰＭ" means the same word/),
    ]);
    expect(masters.dictionaries.slots?.get('夜')).toBe('1820');
    const broken = load('slots', 'am: [0812\n');
    expect(broken.complaints).toHaveLength(1);
    const { complaints: layouts } = loadTexts(
      { 'read/x': read(`${good}  line.delivery.timeSlot: { from: s, dictionary: slots }\n`) },
      broken.masters,
    );
    expect(layouts).toEqual([]);
    const methods = load(
      'delivery-methods',
      '- { code: a, title: A, carrier: Y, service: prepayd }\n- { code: b, title: B, carrier: Y, keywords: [x] }\n- { code: b, title: C, carrier: Y, keywords: [y] }\n',
    );
    expect(methods.complaints).toEqual([
      expect.stringMatching(/^delivery-methods\.yaml:1:45 0\.service/),
      expect.stringMatching(/^delivery-methods\.yaml:3:\d+ delivery method "b" is there twice/),
    ]);
  });

  it('refuses a delivery method with an unknown service or a keyword that belongs to another one', () => {
    const { complaints } = load('delivery-methods', '- { code: a, title: A, carrier: Y, service: prepayd }\n');
    expect(complaints[0]).toMatch(/^delivery-methods\.yaml:1:45 0\.service: must be one of/);
    const twice = load(
      'delivery-methods',
      '- { code: a, title: A, carrier: Y, keywords: [宅急便] }\n- { code: b, title: B, carrier: Y, keywords: [宅 急便] }\n',
    );
    expect(twice.complaints).toEqual(['delivery-methods.yaml:2:47 keyword "宅 急便" belongs to "a" already']);
  });
});
