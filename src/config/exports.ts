import { isAbsolute, relative, resolve } from 'node:path';
import type { ShipmentState } from '../core/shipment.ts';
import type { When } from '../core/when.ts';
import type { SettingsComplaint } from './complaint.ts';
import type { Draft } from './draft.ts';
import { checkExportCircle } from './job-circles.ts';
import { whenOf, wrongWhen } from './job-when.ts';
import type { Settings } from './schema.ts';
import { calendarOf } from './shop-calendar.ts';

/** 定時書き出し: a job that writes what fits a filter with a write layout into a folder. */
export interface ExportJob {
  readonly name: string;
  readonly title: string;
  /** Write layout. One with the rules of B2 issues: its shipments become 発行中. */
  readonly layout: string;
  readonly shops: readonly string[];
  readonly states: readonly ShipmentState[];
  /** Codes of delivery methods; empty = all. */
  readonly methods: readonly string[];
  /** Only orders with one of these, given by a rule or by a person; empty = all. */
  readonly tags?: readonly string[];
  /** `today`: only what is to be shipped today or earlier. */
  readonly shipDate: 'any' | 'today';
  readonly files: 'one' | 'per-shop';
  readonly as: 'csv' | 'xlsx';
  /** Absolute; undefined = `_exports/<name>` in the outbox. */
  readonly folder: string | undefined;
  /** Pattern of the file's name, without extension. */
  readonly file: string;
  readonly when: When;
}

/** What is exported unless `states` says otherwise: what is to be packed. */
export const usualExportStates: readonly ShipmentState[] = ['ready', 'issuing', 'issued'];

/** Name of the job of an export. */
export const exportJobName = (name: string): string => `export:${name}`;

/** The exports that are switched on. */
export function exportsOf(root: string, settings: Settings): Record<string, ExportJob> {
  const calendar = calendarOf(settings, '');
  const entries = Object.entries(settings.exports).filter(([, own]) => own.enabled);
  return Object.fromEntries(
    entries.map(([name, own]): [string, ExportJob] => [
      name,
      {
        name,
        title: own.title ?? name,
        layout: own.layout,
        shops: own.shops ?? Object.keys(settings.shops),
        states: own.states ?? usualExportStates,
        methods: own.methods,
        ...(own.tags.length > 0 && { tags: own.tags }),
        shipDate: own['ship-date'],
        files: own.files,
        as: own.as,
        folder: own.folder === undefined ? undefined : resolve(root, own.folder),
        file: own.file,
        when: whenOf(own, calendar),
      },
    ]),
  );
}

/** What one export demands of the rest of the file. */
export function checkExports(
  root: string,
  settings: Settings,
  complain: Draft['complain'],
  jobs: readonly string[],
): SettingsComplaint[] {
  const names = Object.keys(settings.exports);
  const known = [...new Set(['intake', 'issue', ...jobs, ...names.map(exportJobName)])];
  const calendar = calendarOf(settings, '');
  return Object.entries(settings.exports).flatMap(([name, own]) => {
    const at = ['exports', name];
    const found: SettingsComplaint[] = [];
    if (!/^[a-z][a-z0-9-]{0,39}$/.test(name)) found.push(complain(at, 'settings-bad-export-name', { name }));
    if (own.every !== undefined && own.cron !== undefined) found.push(complain(at, 'settings-job-when', { job: name }));
    for (const [index, shop] of (own.shops ?? []).entries())
      if (!(shop in settings.shops))
        found.push(
          complain([...at, 'shops', index], 'settings-unknown-shop', {
            shop,
            known: Object.keys(settings.shops).join(' '),
          }),
        );
    const after = own.after?.job;
    if (after !== undefined && !known.includes(after))
      found.push(complain([...at, 'after', 'job'], 'settings-unknown-job', { key: 'job', known: known.join(' ') }));
    found.push(...checkExportCircle(settings.exports, name, complain));
    for (const { key, code, args } of wrongWhen(own, calendar, 'defaults'))
      found.push(complain([...at, key], code, args));
    if (own.folder !== undefined && isOurs(root, settings, own.folder))
      found.push(complain([...at, 'folder'], 'settings-export-folder'));
    return found;
  });
}

/** Folders of the bridge's own would feed themselves, or be emptied. */
function isOurs(root: string, settings: Settings, folder: string): boolean {
  const path = resolve(root, folder);
  return [settings.inbox, settings.outbox, settings.data].some((own) => {
    const [a, b] = [relative(resolve(root, own), path), relative(path, resolve(root, own))];
    return [a, b].some((way) => way === '' || (!way.startsWith('..') && !isAbsolute(way)));
  });
}
