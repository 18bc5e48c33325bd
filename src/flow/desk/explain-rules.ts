import type { ActionName } from '../../core/rules/rule.ts';
import type { Shipment } from '../../core/shipment.ts';
import type { CellSource } from '../types.ts';

/** Which actions of rules stand behind a field of a write layout. */
const actions: readonly (readonly [path: RegExp, actions: readonly ActionName[]])[] = [
  [/^shipment\.handling[12]$/, ['handling']],
  [/^shipment\.note$/, ['note']],
  [/^shipment\.service$/, ['slipType', 'deliveryMethod']],
  [/^shipment\.method$/, ['deliveryMethod']],
  [/^shipment\.cool$/, ['cool', 'deliveryMethod']],
  [/^shipment\.packages$/, ['packages']],
  [/^shipment\.shipDate$/, ['shipDate']],
  [/^(orderer|seller|shipper)\./, ['sender']],
];

/** Rules that made a field of a shipment what it is; those that lost against another one did not. */
export function ruleSources(path: string, { rules = [] }: Shipment): readonly CellSource[] {
  const wanted = actions.find(([pattern]) => pattern.test(path))?.[1] ?? [];
  const acting = rules.filter((one) => one.lostTo === undefined && wanted.includes(one.what));
  // A slip type or a class of its own is stronger than what the method brings.
  const first = wanted.find((what) => acting.some((one) => one.what === what));
  return acting
    .filter((one) => one.what === first)
    .map(
      ({ rule, title, value }): CellSource => ({
        field: path,
        document: '',
        file: '',
        layout: '',
        row: null,
        column: null,
        value,
        steps: [],
        rule: { name: rule, title },
      }),
    );
}
