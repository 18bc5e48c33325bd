/** A: the vendor's own documents · B: seen in public code, threads or manuals · C: our assumption. */
export type Trust = 'A' | 'B' | 'C';

/** What is looked at of an answer. */
export interface Said {
  readonly status: number;
  readonly body: string | Buffer;
}

/** A row of a README's tables: what is imitated, and how sure that is, in the README's words. */
export interface Row {
  readonly id: string;
  readonly what: string;
  /** Begins with a letter of `Trust`, or `lab`: on purpose the lab's own. */
  readonly trust: string;
}

/** How sure one system's behaviour is: what answers carry, `/_lab/docs` shows and strict mode goes by. README tables are held against it by a test. */
export interface Truth {
  readonly rows: readonly Row[];
  /** By operation: how sure its working is as a whole, and the rows that say so, the main one first. */
  readonly operations: Readonly<Record<string, readonly [Trust, ...string[]]>>;
  /** By status or error code of an answer that refuses: the row of the refusal, and how sure it is. */
  readonly refusals: Readonly<Record<string, readonly [Trust, string]>>;
  /** Error codes that stand in an answer, the most telling first; left out = the status is all. */
  codesOf?(answer: Said): readonly string[];
}

/** How sure an answer is, and which row says so. */
export function trustOf(
  truth: Truth,
  operation: { readonly name: string } | undefined,
  answer: Said,
): { readonly trust: Trust; readonly row: string } {
  const codes = [...(truth.codesOf?.(answer) ?? []), String(answer.status)];
  for (const code of codes) {
    const refusal = truth.refusals[code];
    if (refusal) return { trust: refusal[0], row: refusal[1] };
  }
  const [trust, row = ''] = truth.operations[operation?.name ?? ''] ?? ['C', truth.refusals['404']?.[1] ?? ''];
  return { trust, row };
}

/** Strict mode: what nobody is sure of is not answered, in the lab's own words. */
export const refusedByStrict = (system: string, row: string) => ({
  status: 501,
  headers: { 'content-type': 'application/json; charset=utf-8', 'x-lab-strict': 'refused' },
  body: JSON.stringify({
    error: `This lab is strict: how ${system} behaves here is an assumption (trust C, row "${row}" of mocks/${system}/README.md). POST /_lab/strict {"on": false} lets it answer.`,
  }),
});
