import { z } from 'zod';

/*
 * The grammar of layout.yaml. Files are parsed with YAML's failsafe schema: every scalar is text, so that `0012`, `090`
 * and `no` mean what they look like. Whole numbers and true/false are therefore read from text here.
 */

const text = z.string();
const filled = z.string().min(1, 'must not be empty');
const whole = z
  .string()
  .regex(/^\d{1,6}$/, 'must be a whole number')
  .transform(Number)
  .meta({ scalar: 'integer' });
const flag = z
  .enum(['true', 'false'], 'must be true or false')
  .transform((value) => value === 'true')
  .meta({ scalar: 'boolean' });
const oneOrMore = z.union([filled.transform((one) => [one]), z.array(filled).min(1)]);

const source = z
  .strictObject({
    doc: filled.describe('Where the facts are from'),
    checked: z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'must be a date like 2026-11-21'),
    trust: z.enum(['A', 'B', 'C']).describe('A official, B seen by others in public, C our assumption'),
  })
  .describe('Where the facts of this layout are from');

/** Keys of a rule, the same in both directions. Worked off in this order: from/join/value → blank → default → as → map/dictionary. */
const ruleShape = {
  from: oneOrMore.optional().describe('Source; of a list the first that is there and not blank'),
  join: z.array(filled).min(1).optional().describe('Several sources, put together'),
  with: text.optional().describe('What stands between joined sources'),
  value: text.optional().describe('A fixed text'),
  blank: filled.optional().describe('Dictionary of words that count as blank'),
  default: text.optional().describe('Used when the source is blank'),
  as: filled.optional().describe('Named converter'),
  map: z.record(text, text).optional().describe('Word → value; "*" = every other word'),
  dictionary: filled.optional().describe('Name of an editable dictionary in layouts/masters'),
  required: flag.optional(),
};

export const ruleSchema = z
  .strictObject(ruleShape)
  .refine(
    (rule) => [rule.from, rule.join, rule.value].filter((given) => given !== undefined).length === 1,
    'needs exactly one of from, join, value',
  )
  .refine((rule) => rule.with === undefined || rule.join !== undefined, 'with needs join');

/** Rule keys that say where a value comes from; an extending layout replaces all of them at once. */
export const sourceKeys = ['from', 'join', 'with', 'value', 'blank', 'default', 'as', 'map', 'dictionary'] as const;

export const readSchema = z.strictObject({
  name: filled.optional().describe('Must equal the folder name'),
  title: filled.describe('Name for people, Japanese'),
  source,
  extends: filled.optional().describe('Another read layout that this one only changes'),
  read: z.strictObject({
    yields: z.enum(['order', 'waybill', 'stock', 'product', 'goods', 'set', 'return-form']),
    marketplace: text.default('').describe('Which shop kind this is for; empty = any'),
    format: z.enum(['csv', 'tsv', 'xlsx', 'json']).default('csv').describe('xlsx is always taken for csv, too'),
    delimiter: text.optional(),
    quoted: flag.optional().describe('false: a quotation mark is an ordinary character'),
    encoding: z.enum(['auto', 'utf-8', 'cp932', 'utf-16']).default('auto'),
    records: filled.optional().describe('json: where the orders are, dotted from the top (payload.Orders)'),
    lines: filled.optional().describe('json: where the lines of an order are, seen from the order (OrderItems)'),
    header: z.enum(['required', 'optional']).default('required'),
    headless: z
      .strictObject({
        sizes: z.array(whole).min(1).describe('Numbers of cells that a row may have'),
        column: filled.describe('This column (of positions) …'),
        as: filled.describe('… must convert without a problem, and be filled at least once'),
      })
      .optional()
      .describe('How a file without a header is recognised'),
    group: text.default('').describe('Column that binds rows into one order; empty = the order number'),
    continuation: z.enum(['repeated', 'blank-is-same']).default('repeated'),
    part: z.enum(['header', 'lines', 'all']).default('all'),
    destinations: z
      .enum(['several', 'one', 'numbered'])
      .default('several')
      .describe(
        'one: an order number has one destination by definition; a second one holds the order. numbered: people know each by NUMBER-N',
      ),
    'line-numbers': z
      .enum(['order', 'destination'])
      .default('order')
      .describe('destination: the same line number under two destinations is two lines'),
    'same-as-orderer-when-blank': flag.optional().describe('A blank consignee means the orderer'),
    'pending-when-blank': flag
      .optional()
      .describe(
        'A consignee whose columns are there but all blank has not told the address yet (B3): never the orderer',
      ),
    'same-as-above': filled.optional().describe('A cell with this text means what the cell above it means'),
    lists: z
      .strictObject({
        count: oneOrMore.describe('Column of quantities: as many entries as it has, so many lines'),
        columns: z.array(filled).min(1).describe('Columns that then hold as many entries'),
      })
      .optional()
      .describe('A row may be a whole order: comma-separated lists in the cells of its goods'),
  }),
  fits: z.array(filled).min(1).describe('Header names that must all be there'),
  unless: z.array(filled).default([]).describe('Header names that must not be there'),
  positions: z.array(text).default([]).describe('Column names by position, for files without a header'),
  fields: z.record(filled, ruleSchema),
});

const columnSchema = z
  .strictObject({
    no: whole,
    name: text,
    ...ruleShape,
    type: z
      .enum(['text', 'alnum', 'digits', 'digits-hyphen', 'date', 'kana-half', 'mail', 'full', 'blank'])
      .default('text'),
    width: whole.default(0).describe('Greatest width: half-width = 1, full-width = 2; 0 = no limit'),
    overflow: z
      .union([whole, z.strictObject({ to: whole }).transform((given) => given.to)])
      .default(0)
      .describe('Column that takes what does not fit'),
    'required-for': z.array(filled).default([]).describe('Slip-type groups T, M, P, N, or always'),
    'needed-with': z
      .strictObject({ no: whole, is: z.array(text).min(1) })
      .optional()
      .describe('Mandatory when that column has one of these values'),
    codes: z.array(text).default([]).describe('Values that the receiving side knows'),
  })
  .refine(
    (rule) => [rule.from, rule.join, rule.value].filter((given) => given !== undefined).length <= 1,
    'takes only one of from, join, value',
  )
  .refine((rule) => rule.map === undefined || rule.dictionary === undefined, 'map and dictionary exclude each other')
  .refine((rule) => rule.with === undefined || rule.join !== undefined, 'with needs join');

export const writeSchema = z.strictObject({
  name: filled.optional().describe('Must equal the folder name'),
  title: filled.describe('Name for people, Japanese'),
  source,
  extends: filled.optional().describe('Another write layout that this one only changes'),
  write: z.strictObject({
    takes: z.enum(['shipment', 'line', 'waybill', 'row']),
    format: z.enum(['csv', 'tsv', 'json']).default('csv'),
    delimiter: text.optional(),
    encoding: z.enum(['utf-8', 'utf-8-bom', 'cp932']).default('cp932'),
    eol: z.enum(['crlf', 'lf']).default('crlf'),
    quote: z.enum(['minimal', 'all', 'never']).optional(),
    header: flag.optional(),
    preamble: z.array(z.array(text)).default([]).describe('Rows before the header, as they are'),
    columns: whole.optional().describe('How many columns there must be'),
    for: z
      .enum(['machines', 'people'])
      .default('machines')
      .describe('people: opened in a spreadsheet; a cell that begins like a formula gets a leading apostrophe'),
    'rows-per-file': whole.default(0).describe('0 = no limit'),
    rules: z.enum(['b2', '']).default('').describe('Rules of the receiving side that every row must pass'),
  }),
  columns: z.array(columnSchema).min(1),
});

export type ReadYaml = z.output<typeof readSchema>;
export type WriteYaml = z.output<typeof writeSchema>;
export type RuleYaml = z.output<typeof ruleSchema>;
export type ColumnYaml = z.output<typeof columnSchema>;
