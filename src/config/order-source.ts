import type { OrderSource } from '../core/sentences/index.ts';
import type { ReadLayout } from '../layout/types.ts';
import type { Config } from './types.ts';
import { usesLayout } from './uses-layout.ts';

/** By which way the orders of a shop come: what is to be done about them depends on it. */
export function orderSource(
  {
    config,
    layouts,
  }: { readonly config: Config; readonly layouts: { readonly read: ReadonlyMap<string, ReadLayout> } },
  shopName: string,
): OrderSource {
  const shop = config.shops[shopName];
  if (!shop || !(shopName in config.apis)) return 'files';
  const takesFiles = [...layouts.read.values()].some(
    (layout) => layout.yields === 'order' && layout.form.format !== 'json' && usesLayout(shop, layout),
  );
  return takesFiles ? 'both' : 'api';
}

/** By which way the orders of one document came: only APIs speak JSON. */
export const documentSource = (format: string): OrderSource => (format === 'json' ? 'api' : 'files');
