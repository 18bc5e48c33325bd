import type { Config } from './types.ts';

/** How a shop is called in sentences; '' (work of the whole workspace) is the workspace's own name. */
export function shopTitle({ name, shops }: Pick<Config, 'name' | 'shops'>, shop: string): string {
  return shop === '' ? name : (shops[shop]?.title ?? shop);
}
