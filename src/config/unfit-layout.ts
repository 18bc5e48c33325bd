import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { Masters } from '../core/masters.ts';
import type { Problem } from '../core/problem.ts';
import type { Shop } from '../core/shop.ts';
import { runCase } from '../layout/cases.ts';
import type { Layout, LayoutSet } from '../layout/types.ts';
import { readLayoutCases } from './layout-files.ts';
import { isProved, keepProved, proofOf } from './proved-layouts.ts';
import type { Config } from './types.ts';
import { usesLayout } from './uses-layout.ts';

interface Where {
  readonly config: Pick<Config, 'root' | 'data' | 'shops' | 'b2'>;
  readonly layouts: LayoutSet;
  readonly masters: Masters;
}

const known = new WeakMap<Layout, Promise<Problem | undefined>>();

/**
 * Whether a layout of the workspace reads or writes its own cases as they say (`layouts check`): with one that does not, orders would be read
 * wrongly, or labels and notices would say something else than they should, so it is not used. Standard layouts are tried where they are
 * built. The cases are run when the layout is used for the first time, once a process: a command that does not use it pays nothing; `start` asks
 * for those that shops name. What passed is kept (`proved-layouts.ts`).
 *
 * @returns the reason not to use it
 */
export function unfitLayout(where: Pick<Where, 'config' | 'masters'>, layout: Layout): Promise<Problem | undefined> {
  if (!layout.own) return Promise.resolve(undefined);
  const before = known.get(layout);
  if (before) return before;
  const running = firstFailure(where, layout);
  known.set(layout, running);
  return running;
}

/** Those of the workspace's layouts that shops or the link to B2 Cloud name and that must not be used. */
export async function unfitLayouts(where: Where): Promise<readonly Problem[]> {
  const { config, layouts } = where;
  const shops = Object.values(config.shops);
  const read = [...layouts.read.values()].filter((one) => one.own && shops.some((shop) => usesLayout(shop, one)));
  const names = new Set([...shops.flatMap(namesToWrite), ...withSeller(config.b2?.layout ?? '')]);
  const write = [...layouts.write.values()].filter((one) => one.own && names.has(one.name));
  const problems = await Promise.all([...read, ...write].map((one) => unfitLayout(where, one)));
  return problems.filter((one) => one !== undefined);
}

const namesToWrite = ({ layouts }: Shop): readonly string[] => [...withSeller(layouts.issue), layouts.notify];

/** A layout of labels may have a variant for shops that send in their own name. */
const withSeller = (name: string): readonly string[] => [name, `${name}-seller`];

async function firstFailure(
  { config, masters }: Pick<Where, 'config' | 'masters'>,
  layout: Layout,
): Promise<Problem | undefined> {
  const { direction, name, title } = layout;
  const folder = join(config.root, 'layouts', direction, name);
  // That a layout has a case is seen when it is loaded.
  if (!existsSync(folder)) return undefined;
  const cases = readLayoutCases(folder, direction, name);
  const proof = proofOf(layout, masters, cases);
  if (isProved(config.data, proof)) return undefined;
  for (const one of cases) {
    if ((await runCase(layout, one, masters)).passed) continue;
    const code = direction === 'read' ? 'layout-unfit' : 'layout-unfit-to-write';
    return { code, kind: 'fix', place: {}, args: { layout: title, name, case: one.name } };
  }
  keepProved(config.data, proof);
  return undefined;
}
