/**
 * A layout after loading: shape checked, names resolved. The YAML grammar is in `schema.ts`; these are the same words.
 * Direction `read`: files → orders, waybills, stock, products, goods. Direction `write`: shipments (or rows) → a file.
 */
export type Yields = 'order' | 'waybill' | 'stock' | 'product' | 'goods' | 'set' | 'return-form';
export type Takes = 'shipment' | 'line' | 'waybill' | 'row';

export interface LayoutSource {
  readonly doc: string;
  readonly checked: string;
  /** A official, B seen by others in public, C our assumption. */
  readonly trust: 'A' | 'B' | 'C';
}

/** One rule: where a value comes from and what happens to it, in this order: from/join/value → blank → default → as → map/dictionary. */
export interface Rule {
  /** Column (read) or field path (write); a list takes the first that is there and not blank. `name#2` = second column of that name. */
  readonly from?: readonly string[];
  /** Several sources put together with `with` between the non-blank ones ('' by default). */
  readonly join?: readonly string[];
  readonly with?: string;
  /** A fixed text. */
  readonly value?: string;
  /** Dictionary of words that count as blank (設定なし …), before `default`. */
  readonly blank?: string;
  /** Used when the source is blank. */
  readonly default?: string;
  /** Named converter of `words.ts`. */
  readonly as?: string;
  readonly map?: Readonly<Record<string, string>>;
  /** Name of an editable dictionary in `layouts/masters`. */
  readonly dictionary?: string;
  readonly required?: boolean;
}

export interface ReadLayout {
  readonly direction: 'read';
  readonly name: string;
  readonly title: string;
  /** Hash of the definition: the "layout version" that explain shows. */
  readonly version: string;
  readonly source: LayoutSource;
  /** Carrier of the file: which shop kind this is for (`amazon`, `qoo10`, …) or '' = any. */
  readonly marketplace: string;
  readonly yields: Yields;
  readonly form: {
    readonly format: 'csv' | 'tsv' | 'xlsx' | 'json';
    readonly delimiter: string;
    readonly quoted: boolean;
    readonly encoding: 'auto' | 'utf-8' | 'cp932' | 'utf-16';
    /** json: where records and their lines are (`rows/json.ts`); '' = found out, one row per record. */
    readonly records?: string;
    readonly lines?: string;
  };
  /** `required` a header row must be there · `optional` by position when it is missing (B2 issued data). */
  readonly header: 'required' | 'optional';
  /** From the workspace's own folder: taken only by shops that name it in `layouts.read`. */
  readonly own?: boolean;
  /** Column that binds rows into one order (read: order). */
  readonly group: string;
  /** `blank-is-same`: later rows of a group leave order columns blank (Shopify). */
  readonly continuation: 'repeated' | 'blank-is-same';
  /** Yahoo!: this file is only one part of an order. */
  readonly part: 'header' | 'lines' | 'all';
  /** `one`: an order number has one destination by definition, a second one is a doubt. `numbered`: people know each by NUMBER-N. */
  readonly destinations: 'several' | 'one' | 'numbered';
  /** `destination`: the same line number under two destinations is two lines. */
  readonly lineNumbers: 'order' | 'destination';
  /** Header names that must all be there for this layout to fit. */
  readonly fits: readonly string[];
  /** Header names that must not be there (tells sibling formats apart). */
  readonly unless: readonly string[];
  /** A blank consignee means the orderer. */
  readonly sameAsOrderer: boolean;
  /** A consignee whose columns are there but all blank: a gift whose recipient has not told the address yet (B3). */
  readonly pendingWhenBlank: boolean;
  /** A cell with this text means what the cell above it means (BASE: `--- 同上 ---`). */
  readonly sameAsAbove?: string;
  /** A row may be a whole order, with comma-separated lists in its cells of goods: `count` tells how many, all of `columns` go with it. */
  readonly lists?: { readonly count: readonly string[]; readonly columns: readonly string[] };
  /** How a file without a header is recognised: cells per row, and one column that must convert wherever it is filled. */
  readonly headless?: { readonly sizes: readonly number[]; readonly column: string; readonly as: string };
  /** Column names by position, for files without a header. */
  readonly positions: readonly string[];
  readonly fields: Readonly<Record<string, Rule>>;
}

export interface WriteColumn extends Rule {
  readonly no: number;
  readonly name: string;
  /** Kind of characters that the receiving side takes. */
  readonly type: 'text' | 'alnum' | 'digits' | 'digits-hyphen' | 'date' | 'kana-half' | 'mail' | 'full' | 'blank';
  /** Greatest width (half-width = 1, full-width = 2), 0 = no limit. */
  readonly width: number;
  /** Text that does not fit goes on in this column number; 0 = the shipment is held. */
  readonly overflow: number;
  /** B2: slip-type groups (T,M,P,N) for which the column is mandatory; or ['always']. */
  readonly requiredFor: readonly string[];
  /** Mandatory when another column has a value: `{ no: 43, is: ['1'] }`. */
  readonly neededWith?: { readonly no: number; readonly is: readonly string[] };
  /** Values that the receiving side knows; empty = free. */
  readonly codes: readonly string[];
}

export interface WriteLayout {
  readonly direction: 'write';
  readonly name: string;
  readonly title: string;
  readonly version: string;
  readonly source: LayoutSource;
  readonly takes: Takes;
  readonly form: {
    readonly format: 'csv' | 'tsv' | 'json';
    readonly delimiter: string;
    readonly encoding: 'utf-8' | 'utf-8-bom' | 'cp932';
    readonly eol: 'crlf' | 'lf';
    readonly quote: 'minimal' | 'all' | 'never';
    readonly header: boolean;
    /** Rows before the header, as they are (Amazon's TemplateType line). */
    readonly preamble: readonly (readonly string[])[];
    readonly rowsPerFile: number;
    /** Opened in a spreadsheet: cells that begin like a formula are guarded. */
    readonly forPeople: boolean;
  };
  /** Named set of receiving-side rules that every row must pass before it is written ('b2' or ''). */
  readonly rules: 'b2' | '';
  /** From the workspace's own folder. */
  readonly own?: boolean;
  readonly columns: readonly WriteColumn[];
}

export type Layout = ReadLayout | WriteLayout;

/** One step of how a cell came about, for `explain`. */
export interface Step {
  readonly what: string;
  readonly value: string;
}

/** All layouts that a process works with, by direction and name. Standard ones first, then the workspace's own. */
export interface LayoutSet {
  readonly read: ReadonlyMap<string, ReadLayout>;
  readonly write: ReadonlyMap<string, WriteLayout>;
}
