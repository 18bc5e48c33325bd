import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { readLayoutCases } from '../../config/layout-files.ts';
import { usesLayout } from '../../config/uses-layout.ts';
import type { Problem } from '../../core/problem.ts';
import { runCase } from '../../layout/cases.ts';
import type { ReadLayout } from '../../layout/types.ts';
import type { Workspace } from '../types.ts';

const known = new WeakMap<ReadLayout, Promise<Problem | undefined>>();

/**
 * Whether a layout of the workspace reads its own cases as they say (`layouts check`): one that does not would read orders wrongly, so
 * nothing is taken in with it. Standard layouts are tried where they are built. The cases are run when a file is met for the first time,
 * once a process: a command without such a file pays nothing; `start` asks for those that shops name.
 *
 * @returns the reason not to use it
 */
export function unfitLayout(ctx: Workspace, layout: ReadLayout): Promise<Problem | undefined> {
  if (!layout.own) return Promise.resolve(undefined);
  const before = known.get(layout);
  if (before) return before;
  const running = firstFailure(ctx, layout);
  known.set(layout, running);
  return running;
}

/** Those of the workspace's layouts that shops name and that must not be used. */
export async function unfitLayouts(ctx: Workspace): Promise<readonly Problem[]> {
  const shops = Object.values(ctx.config.shops);
  const used = [...ctx.layouts.read.values()].filter((one) => one.own && shops.some((shop) => usesLayout(shop, one)));
  const problems = await Promise.all(used.map((one) => unfitLayout(ctx, one)));
  return problems.filter((one) => one !== undefined);
}

async function firstFailure(ctx: Workspace, layout: ReadLayout): Promise<Problem | undefined> {
  const folder = join(ctx.config.root, 'layouts', 'read', layout.name);
  // That a layout has a case is seen when it is loaded.
  if (!existsSync(folder)) return undefined;
  for (const one of readLayoutCases(folder, 'read', layout.name)) {
    const { passed, name } = await runCase(layout, one, ctx.masters);
    if (passed) continue;
    return {
      code: 'layout-unfit',
      kind: 'fix',
      place: {},
      args: { layout: layout.title, name: layout.name, case: name },
    };
  }
  return undefined;
}
