import { openWords } from '../../core/sentences/b2-link.ts';
import type { Shipment } from '../../core/shipment.ts';
import type { Context } from '../types.ts';

/** Words about what a shipment's method leaves open; undefined when it leaves nothing. */
export function openArgs(
  { masters }: Pick<Context, 'masters'>,
  { onScreen, method: code, customerNo }: Shipment,
): { readonly customerNo: string; readonly method: string; readonly what: string } | undefined {
  if (!onScreen) return undefined;
  const method = masters.methods.find((one) => one.code === code)?.title ?? code;
  return { customerNo, method, what: openWords[onScreen] };
}
