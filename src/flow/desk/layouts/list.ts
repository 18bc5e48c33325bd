import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { SettingsComplaint } from '../../../config/complaint.ts';
import { caseFolders, readCases, readLayoutCases, standardLayoutsFolder } from '../../../config/layout-files.ts';
import { unfitLayout } from '../../../config/unfit-layout.ts';
import { type CaseResult, runCases } from '../../../layout/cases.ts';
import type { Layout } from '../../../layout/types.ts';
import { loadLayoutFolders } from '../../loading/index.ts';
import type { Workspace } from '../../types.ts';
import { readOrigin } from './copy.ts';

/** `layouts list --json` */
export interface LayoutView {
  readonly direction: Layout['direction'];
  readonly name: string;
  readonly title: string;
  readonly version: string;
  /** Shop kind that it is for; '' = any, or it is written. */
  readonly marketplace: string;
  readonly origin: 'standard' | 'workspace';
  /** Shops that name it. */
  readonly shops: readonly string[];
}

/** Every layout that is loaded, the standard ones first. */
export function listLayouts({ config, layouts }: Pick<Workspace, 'config' | 'layouts'>): LayoutView[] {
  const standard = standardLayoutsFolder();
  return [...layouts.read.values(), ...layouts.write.values()].map((layout: Layout) => ({
    direction: layout.direction,
    name: layout.name,
    title: layout.title,
    version: layout.version,
    marketplace: layout.direction === 'read' ? layout.marketplace : '',
    origin: existsSync(join(standard, layout.direction, layout.name)) ? 'standard' : 'workspace',
    shops: Object.values(config.shops)
      .filter(({ layouts: own }) => [...own.read, own.issue, own.notify].includes(layout.name))
      .map(({ name }) => name),
  }));
}

/** An own layout of the workspace, and whether it reads or writes its cases as they say. */
export interface OwnLayout extends LayoutView {
  readonly cases: number;
  /** It was copied from a standard one, with which it can be compared. */
  readonly isCopy: boolean;
  /** The first case that comes out otherwise, '' = all pass. */
  readonly failed: string;
}

/** The workspace's own layouts as this process uses them; their cases are run once a process. */
export async function listOwnLayouts(ws: Workspace): Promise<OwnLayout[]> {
  const own = listLayouts(ws).filter((one) => one.origin === 'workspace');
  return Promise.all(
    own.map(async (view) => {
      const unfit = await unfitLayout(ws, ws.layouts[view.direction].get(view.name) as Layout);
      const folder = join(ws.config.root, 'layouts', view.direction, view.name);
      const cases = caseFolders(folder).length;
      return { ...view, cases, isCopy: readOrigin(folder) !== undefined, failed: String(unfit?.args?.case ?? '') };
    }),
  );
}

/** What `layouts check` finds in the files as they lie there now. */
export interface CheckedLayouts {
  readonly layouts: readonly {
    readonly direction: Layout['direction'];
    readonly name: string;
    readonly origin: LayoutView['origin'];
    readonly loaded: boolean;
    readonly cases: number;
    readonly passed: number;
  }[];
  readonly failed: readonly Pick<CaseResult, 'direction' | 'layout' | 'name' | 'difference'>[];
  readonly complaints: readonly SettingsComplaint[];
}

/**
 * Loads all layouts and dictionaries from the disk and runs their cases.
 *
 * @param only `own`: cases of the workspace's own layouts; the standard ones were tried where they were built
 */
export async function checkLayouts(root: string, only: 'all' | 'own' = 'all'): Promise<CheckedLayouts> {
  const { files, layouts, masters, complaints } = loadLayoutFolders(root);
  const own = join(root, 'layouts');
  const wanted = files.filter(({ origin }) => only === 'all' || origin === 'workspace');
  const cases =
    only === 'all'
      ? readCases(standardLayoutsFolder(), own)
      : wanted.flatMap(({ direction, folder }) => readLayoutCases(join(own, direction, folder), direction, folder));
  const results = await runCases(layouts, masters, cases);
  return {
    layouts: wanted.map(({ direction, folder, origin }) => {
      const tried = results.filter((one) => one.direction === direction && one.layout === folder);
      return {
        direction,
        name: folder,
        origin,
        loaded: layouts[direction].has(folder),
        cases: tried.length,
        passed: tried.filter((one) => one.passed).length,
      };
    }),
    failed: results
      .filter(({ passed }) => !passed)
      .map(({ direction, layout, name, difference }) => ({ direction, layout, name, difference })),
    complaints,
  };
}
