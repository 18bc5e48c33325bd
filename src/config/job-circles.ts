import type { SettingsComplaint } from './complaint.ts';
import type { Draft } from './draft.ts';
import type { JobsByMarketplace } from './jobs.ts';
import type { Path } from './yaml-places.ts';

/** By name what it stands after; undefined = nothing. */
type Afters = Readonly<Record<string, string | undefined>>;

/**
 * Jobs that stand after themselves, over others or not: they would set each other off for ever. The lines of the workspace are looked at
 * by themselves, whether a shop has these jobs today or not (the next shop may), and then each shop's jobs with those of its connector
 * behind them. Works on the raw value, so that it is said together with the rest; the same circle is said once.
 */
export function checkJobCircles(
  raw: Readonly<Record<string, unknown>>,
  complain: Draft['complain'],
  marketplaces: JobsByMarketplace,
): SettingsComplaint[] {
  const workspace = asRecord(raw.jobs);
  const found = new Map<string, { readonly path: Path; readonly way: readonly string[] }>();
  const keep = (path: Path, way: readonly string[]) => {
    const members = [...new Set(way)].sort().join(' ');
    if (!found.has(`jobs ${members}`)) found.set(`${path.join(' ')} ${members}`, { path, way });
  };
  for (const way of circlesOf(aftersOf(workspace))) keep(['jobs'], way);
  for (const [name, value] of Object.entries(asRecord(raw.shops))) {
    const shop = asRecord(value);
    const own = asRecord(shop.jobs);
    const usual = 'api' in shop ? (marketplaces?.get(String(shop.marketplace ?? name)) ?? {}) : {};
    const issue = 'issue' in workspace && asRecord(workspace.issue).files !== 'one' ? ['issue'] : [];
    const names = [...new Set([...Object.keys(usual), ...issue, ...Object.keys(own)])];
    const lines = names.map((job) => [job, own[job] ?? workspace[job] ?? usual[job]] as const);
    for (const way of circlesOf(aftersOf(Object.fromEntries(lines))))
      keep(way.some((job) => job in own) ? ['shops', name, 'jobs'] : ['jobs'], way);
  }
  return [...found.values()].map(({ path, way }) => complain(path, 'settings-job-circle', { way: way.join(' → ') }));
}

/** The same of one export, over others or not. Takes the raw value of `exports:`, too. */
export function checkExportCircle(exports: unknown, name: string, complain: Draft['complain']): SettingsComplaint[] {
  const afters = Object.entries(aftersOf(asRecord(exports))).map(
    ([one, after]) => [one, /^export:(.*)$/.exec(after ?? '')?.[1]] as const,
  );
  const way = circleFrom(Object.fromEntries(afters), name);
  return way ? [complain(['exports', name, 'after'], 'settings-job-circle', { way: way.join(' → ') })] : [];
}

/** Lines of jobs → what each stands after. One that is switched off sets nothing off. */
function aftersOf(lines: Readonly<Record<string, unknown>>): Afters {
  return Object.fromEntries(
    Object.entries(lines).map(([name, value]) => {
      const line = asRecord(value);
      const after = asRecord(line.after).job;
      return [name, typeof after === 'string' && line.enabled !== false ? after : undefined];
    }),
  );
}

/** Every circle once, from the job of it that stands first. */
function circlesOf(afters: Afters): readonly (readonly string[])[] {
  const known = new Set<string>();
  return Object.keys(afters).flatMap((name) => {
    const way = known.has(name) ? undefined : circleFrom(afters, name);
    for (const one of way ?? []) known.add(one);
    return way ? [way] : [];
  });
}

/** The way from `name` back to it; undefined = it does not lead back. */
function circleFrom(afters: Afters, name: string): readonly string[] | undefined {
  const way = [name];
  for (let at = afters[name]; at !== undefined; at = afters[at]) {
    if (at === name) return [...way, name];
    if (way.includes(at)) return undefined;
    way.push(at);
  }
  return undefined;
}

const asRecord = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};
