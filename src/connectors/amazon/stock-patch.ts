/** The patch of one item; also a message of the feed. */
export function stockPatch(quantity: number): { productType: string; patches: unknown[] } {
  return {
    productType: 'PRODUCT',
    patches: [
      {
        op: 'merge',
        path: '/attributes/fulfillment_availability',
        value: [{ fulfillment_channel_code: 'DEFAULT', quantity }],
      },
    ],
  };
}

export interface StockIssue {
  readonly messageId?: number;
  readonly code?: string;
  readonly message?: string;
  readonly severity?: string;
  readonly attributeNames?: readonly string[];
  readonly attributeName?: string;
}

/** The first error of a listing, for the sentence. Its message is Japanese product data in our own language: shown as it is. */
export function wordsOf(issues: readonly StockIssue[] | undefined): { field: string; reason: string } {
  const issue = issues?.find((one) => one.severity === 'ERROR') ?? issues?.[0];
  const field = issue?.attributeNames?.[0] ?? issue?.attributeName ?? 'fulfillment_availability';
  const words = (issue?.message ?? '').replace(/\s+/g, ' ').slice(0, 160);
  return { field, reason: [issue?.code, words].filter(Boolean).join(' ') || '－' };
}
