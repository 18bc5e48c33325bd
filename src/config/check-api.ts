import type { z } from 'zod';
import type { SettingsComplaint } from './complaint.ts';
import type { Draft } from './draft.ts';
import type { UsualJobs } from './jobs.ts';
import type { Settings } from './schema.ts';
import { translate } from './translate.ts';
import type { ShopApi } from './types.ts';

/** What the settings must know of a kind of marketplace. The connectors give it; this room does not know them. */
export interface ConnectorShape {
  /** Shape of a shop's `api:` block. */
  readonly api: z.ZodType;
  readonly jobs: UsualJobs;
}

/** By the word that `marketplace:` uses. */
export type ConnectorShapes = ReadonlyMap<string, ConnectorShape>;

/** The `api:` blocks as their connectors want them, and everything that is wrong with them. */
export function checkApi(
  settings: Settings,
  draft: Draft,
  shapes: ConnectorShapes,
): { apis: Record<string, ShopApi>; complaints: SettingsComplaint[] } {
  const apis: Record<string, ShopApi> = {};
  const complaints: SettingsComplaint[] = [];
  for (const [name, shop] of Object.entries(settings.shops)) {
    const live = shop.live ?? false;
    if (!shop.api) {
      if (live) complaints.push(draft.complain(['shops', name, 'live'], 'settings-live-needs-api'));
      continue;
    }
    const at = ['shops', name, 'api'];
    const marketplace = shop.marketplace ?? name;
    const schema = shapes.get(marketplace)?.api;
    if (!schema) {
      const known = [...shapes.keys()].join(' ');
      complaints.push(draft.complain(at, 'settings-no-connector', { marketplace, known }));
      continue;
    }
    const parsed = schema.safeParse(shop.api, { reportInput: true });
    if (parsed.success) apis[name] = { settings: parsed.data, live };
    for (const issue of parsed.error?.issues ?? []) {
      complaints.push(...translate(issue, schema, draft.written, draft.complain, at));
    }
  }
  if (Object.values(apis).some((api) => api.live) && settings.mail && !settings.mail.smtp) {
    complaints.push(draft.complain(['mail'], 'settings-smtp-needed'));
  }
  complaints.sort((a, b) => a.line - b.line || a.column - b.column);
  return { apis, complaints };
}
