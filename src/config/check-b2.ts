import type { z } from 'zod';
import type { SettingsComplaint } from './complaint.ts';
import type { Draft } from './draft.ts';
import type { Settings } from './schema.ts';
import { translate } from './translate.ts';
import type { B2Settings } from './types.ts';

/** The `b2:` block as the carrier's connector wants it, and everything that is wrong with it. */
export function checkB2(
  settings: Settings,
  draft: Draft,
  schema: z.ZodType,
): { b2: B2Settings | undefined; complaints: SettingsComplaint[] } {
  const own = settings.b2;
  if (!own) return { b2: undefined, complaints: [] };
  const parsed = schema.safeParse(own.api, { reportInput: true });
  const complaints = (parsed.error?.issues ?? []).flatMap((issue) =>
    translate(issue, schema, draft.written, draft.complain, ['b2', 'api']),
  );
  if (own.live !== (own['issue-labels'] === 'live')) {
    // Real orders with numbers of the lab, or the other way round, would be told to customers.
    complaints.push(draft.complain(['b2'], 'settings-b2-switches'));
  }
  const b2: B2Settings = {
    settings: parsed.data,
    live: own.live && own['issue-labels'] === 'live',
    switches: { live: own.live, issueLabels: own['issue-labels'] },
    mailTo: [...new Set(own.mail ?? [])],
    perRun: own['per-run'],
    layout: own.layout,
    notifyPort: own['notify-port'],
  };
  return { b2, complaints };
}
