import { nearest } from '../core/near.ts';
import type { LayoutSet } from '../layout/types.ts';
import type { SettingsComplaint } from './complaint.ts';
import type { Draft } from './draft.ts';
import { type ExportJob, usualExportStates } from './exports.ts';
import { marketplaces } from './marketplaces.ts';
import type { Config } from './types.ts';

/** Names that a setting may use. */
export interface Known {
  readonly read: ReadonlySet<string>;
  readonly write: ReadonlySet<string>;
  /** Write layouts that are loaded, to see what they are for. */
  readonly layouts?: LayoutSet['write'];
  /** Marketplaces that some layout is for, besides the standard ones. */
  readonly marketplaces: readonly string[];
  /** Codes of the delivery-method master; `undefined` when it could not be loaded. */
  readonly methods: readonly string[] | undefined;
}

/** Names in `bridge.yaml` that must be layouts, delivery methods or marketplaces: every one that is none. */
export function checkReferences(config: Config, draft: Draft, known: Known): SettingsComplaint[] {
  const { methods } = known;
  const kinds = [...new Set([...Object.keys(marketplaces), ...known.marketplaces])];
  const exports = Object.values(config.exports ?? {}).flatMap((one) => checkExport(config, one, draft, known));
  return [...b2Layout(config, draft, known), ...exports, ...Object.values(config.shops).flatMap(ofShop)];

  function ofShop(shop: Config['shops'][string]): SettingsComplaint[] {
    const found: SettingsComplaint[] = [];
    const at = ['shops', shop.name] as const;
    const layout = (direction: 'read' | 'write', name: string, key: string) => {
      if (known[direction].has(name)) return;
      const words = { read: '読み取り', write: '書き出し' }[direction];
      found.push(
        draft.complain([...at, 'layouts', key], 'settings-unknown-layout', {
          name,
          direction: words,
          hint: hint(name, known[direction]),
        }),
      );
    };
    for (const name of shop.layouts.read) layout('read', name, 'read');
    layout('write', shop.layouts.issue, 'issue');
    if (shop.layouts.notify !== '') layout('write', shop.layouts.notify, 'notify');
    if (shop.defaultMethod !== '' && methods && !methods.includes(shop.defaultMethod)) {
      const own = draft.settings?.shops[shop.name]?.['default-method'];
      const path = own === undefined ? ['defaults', 'default-method'] : [...at, 'default-method'];
      const args = { name: shop.defaultMethod, hint: hint(shop.defaultMethod, methods) };
      found.push(draft.complain(path, 'settings-unknown-method', args));
    }
    if (!kinds.includes(shop.marketplace) && shop.layouts.read.length === 0) {
      const choices = kinds.filter((kind) => kind !== '').join(' ');
      found.push(draft.complain([...at, 'marketplace'], 'settings-bad-choice', { key: 'marketplace', choices }));
    }
    return found;
  }
}

/** Layout and delivery methods of an export. One with the rules of B2 issues labels: nothing else may choose what goes into it. */
function checkExport(config: Config, job: ExportJob, draft: Draft, known: Known): SettingsComplaint[] {
  const at = ['exports', job.name];
  const name = job.layout;
  if (!known.write.has(name)) {
    const args = { name, direction: '書き出し', hint: hint(name, known.write) };
    return [draft.complain([...at, 'layout'], 'settings-unknown-layout', args)];
  }
  const layout = known.layouts?.get(name);
  if (!layout) return [];
  const found: SettingsComplaint[] = [];
  const isFit = (layout.takes === 'shipment' || layout.takes === 'line') && layout.form.format !== 'json';
  if (!isFit) found.push(draft.complain([...at, 'layout'], 'settings-export-layout', { name }));
  for (const [index, method] of job.methods.entries()) {
    if (!known.methods || known.methods.includes(method)) continue;
    const args = { name: method, hint: hint(method, known.methods) };
    found.push(draft.complain([...at, 'methods', index], 'settings-unknown-method', args));
  }
  if (layout.rules !== 'b2') return found;
  for (const key of ['states', 'methods', 'tags', 'ship-date', 'as'] as const)
    if (isOwn(job, key)) found.push(draft.complain([...at, key], 'settings-export-b2', { name }));
  for (const shop of job.shops) {
    const label = config.shops[shop]?.layouts.issue ?? '';
    if (label !== name && label !== `${name}-seller`)
      found.push(draft.complain([...at, 'layout'], 'settings-export-b2-shop', { shop, own: label, name }));
  }
  return found;
}

/** Does an export say something of its own there? */
function isOwn(job: ExportJob, key: 'states' | 'methods' | 'tags' | 'ship-date' | 'as'): boolean {
  switch (key) {
    case 'states':
      return job.states.join(' ') !== usualExportStates.join(' ');
    case 'methods':
      return job.methods.length > 0;
    case 'tags':
      return job.tags !== undefined;
    case 'ship-date':
      return job.shipDate !== 'any';
    case 'as':
      return job.as !== 'csv';
  }
}

function b2Layout({ b2 }: Config, draft: Draft, { write }: Known): SettingsComplaint[] {
  if (!b2 || write.has(b2.layout)) return [];
  const args = { name: b2.layout, direction: '書き出し', hint: hint(b2.layout, write) };
  return [draft.complain(['b2', 'layout'], 'settings-unknown-layout', args)];
}

function hint(name: string, known: Iterable<string>): string {
  const near = nearest(name, known);
  return near ? `「${near}」ではありませんか。` : '';
}
