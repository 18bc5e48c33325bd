import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { basename, dirname, join, relative } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { LayoutCase } from '../layout/cases.ts';
import type { LayoutFile } from '../layout/load.ts';
import type { MasterFile } from '../layout/masters.ts';
import { readUtf8 } from './read-utf8.ts';

/** The `layouts` folder that comes with the package (found from the source tree and from `dist`). */
export function standardLayoutsFolder(): string {
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'layouts', 'read')) || !existsSync(join(folder, 'package.json'))) {
    const parent = dirname(folder);
    if (parent === folder) throw new Error('the standard layouts folder is missing beside package.json');
    folder = parent;
  }
  return join(folder, 'layouts');
}

/**
 * Everything that `loadMasters` and `loadLayouts` need: the standard folder first, then the workspace's own `layouts`. A
 * workspace adds layouts; a master file of the workspace takes the place of the standard one of the same name.
 */
export function readLayoutFiles(
  standard: string,
  workspace?: string,
): { layouts: LayoutFile[]; masters: MasterFile[] } {
  const own = workspace && existsSync(workspace) && relative(standard, workspace) !== '' ? workspace : undefined;
  const masters = new Map(mastersIn(standard).map((file) => [file.name, file]));
  for (const file of own ? mastersIn(own) : []) masters.set(file.name, file);
  return {
    layouts: [...layoutsIn(standard, 'standard'), ...(own ? layoutsIn(own, 'workspace') : [])],
    masters: [...masters.values()],
  };
}

/** Cases of the masters, the workspace's own too. */
export function readMasterCases(standard: string, workspace: string): MasterFile[] {
  const own =
    existsSync(workspace) && relative(standard, workspace) !== '' ? yamlIn(join(workspace, 'masters', 'cases')) : [];
  return [...yamlIn(join(standard, 'masters', 'cases')), ...own];
}

const mastersIn = (root: string): MasterFile[] => yamlIn(join(root, 'masters'));

function yamlIn(folder: string): MasterFile[] {
  return listed(folder)
    .filter((name) => name.endsWith('.yaml'))
    .map((name) => {
      const path = join(folder, name);
      return { name: name.slice(0, -'.yaml'.length), shown: shownPath(path), text: readUtf8(path, shownPath(path)) };
    });
}

function layoutsIn(root: string, origin: LayoutFile['origin']): LayoutFile[] {
  return (['read', 'write'] as const).flatMap((direction) =>
    listed(join(root, direction)).flatMap((folder) => {
      const path = join(root, direction, folder, 'layout.yaml');
      if (!existsSync(path)) return [];
      const cases = caseFolders(join(root, direction, folder)).map((one) => one.name);
      return [{ direction, folder, shown: shownPath(path), text: readUtf8(path, shownPath(path)), cases, origin }];
    }),
  );
}

/** A case on disk: its input and its expected output. */
export interface CaseFolder {
  readonly name: string;
  readonly input: string;
  /** Missing = not a case yet. */
  readonly expected: string;
}

/** Cases of one layout folder: those that have an `in.*` and an `out.*`. */
export function caseFolders(layoutFolder: string): CaseFolder[] {
  return listed(join(layoutFolder, 'cases')).flatMap((name) => {
    const folder = join(layoutFolder, 'cases', name);
    const files = listed(folder);
    const input = files.find((file) => file.startsWith('in.'));
    const expected = files.find((file) => file.startsWith('out.'));
    return input && expected ? [{ name, input: join(folder, input), expected: join(folder, expected) }] : [];
  });
}

const listed = (folder: string): string[] =>
  existsSync(folder)
    ? readdirSync(folder)
        .filter((name) => !name.startsWith('.'))
        .sort()
    : [];

/** Paths in complaints are relative to where the command runs, as an editor's terminal can click them. */
export const shownPath = (path: string): string => relative(process.cwd(), path).replaceAll('\\', '/') || path;

/** All cases of the standard layouts and of the workspace's own, with their bytes. */
export function readCases(standard: string, workspace?: string): LayoutCase[] {
  const roots = [standard, ...(workspace && relative(standard, workspace) !== '' ? [workspace] : [])];
  return roots.flatMap((root) =>
    (['read', 'write'] as const).flatMap((direction) =>
      listed(join(root, direction)).flatMap((layout) =>
        readLayoutCases(join(root, direction, layout), direction, layout),
      ),
    ),
  );
}

/** The cases of one layout folder, with their bytes. */
export function readLayoutCases(folder: string, direction: LayoutCase['direction'], layout: string): LayoutCase[] {
  const file = (path: string) => ({ name: basename(path), bytes: readFileSync(path) });
  return caseFolders(folder).map(({ name, input, expected }) => ({
    direction,
    layout,
    name,
    input: file(input),
    expected: file(expected),
  }));
}
