/** How an order is named in a form: shop names have no slash. */
export const orderValue = (shop: string, number: string): string => `${shop}/${number}`;

export function readOrderValue(value: string): { shop: string; number: string }[] {
  const at = value.indexOf('/');
  return at > 0 ? [{ shop: value.slice(0, at), number: value.slice(at + 1) }] : [];
}
