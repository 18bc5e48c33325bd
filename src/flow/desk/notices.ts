import type { NoticeBodies } from '../../connectors/contract.ts';
import { aboutOrder, isAboutOrder, type NoticeKind, noticeKinds, onceOnly } from '../../core/notices.ts';
import { type SentenceCode, say } from '../../core/sentences/index.ts';
import { jobTitle } from '../../core/sentences/jobs.ts';
import type { Keyed, ListPage, NoticePart, NoticeState, PageRequest, StoredNotice } from '../../store/types.ts';
import { sayItem } from '../jobs/index.ts';
import type { Context, LeftOut } from '../types.ts';
import { type Bounded, mostCounted } from './today.ts';

export interface NoticeFilter {
  readonly shop?: string;
  readonly orderNumbers?: readonly string[];
  readonly kinds?: readonly NoticeKind[];
  readonly states?: readonly NoticeState[];
  /** The first characters of an id are enough. */
  readonly ids?: readonly string[];
}

/** `notices list --json` */
export interface NoticeView {
  readonly id: string;
  readonly shop: string;
  readonly number: string;
  /** Of a notice about the whole order ''. */
  readonly customerNo: string;
  readonly kind: NoticeKind;
  readonly title: string;
  readonly state: NoticeState;
  readonly reservedAt: string;
  /** Nothing is done with it before this instant. */
  readonly notBefore: string;
  readonly attempts: number;
  readonly at: string;
  /** Kinds that must be told before it. */
  readonly waitsFor: readonly NoticeKind[];
  readonly parts: readonly NoticePart[];
  /** What it tells: the day of 発送予定日 or of shipping, the number of a parcel, the yen of 決済依頼. */
  readonly says: { readonly day?: string; readonly trackingNumber?: string; readonly amount?: number };
  /** Of the last outcome; '' = none yet. */
  readonly code: string;
  readonly sentence: string;
  readonly remedy: string;
}

/** States that are left for a person, or still on their way. */
export const openNotices: readonly NoticeState[] = ['due', 'sending', 'pending', 'unsure', 'failed', 'asking'];

/** Notices of every kind (連携履歴), in the order in which they were reserved and go. Without `states` those that are not over. */
export async function listNotices(ctx: Context, filter: NoticeFilter): Promise<NoticeView[]> {
  const found = await find(ctx, { ...filter, states: filter.states ?? openNotices });
  const shipments = found.map((one) => one.about).filter((about) => !isAboutOrder(about));
  const customerNos = await ctx.store.customerNos([...new Set(shipments)]);
  return found.toSorted(inOrder).map((one) => viewNotice(one, customerNos.get(one.about) ?? ''));
}

/** A page of notices, those that were reserved last first; without `states` of those that are not over. */
export async function pageNotices(
  ctx: Context,
  { states = openNotices, ...filter }: Omit<NoticeFilter, 'ids'>,
  page: PageRequest,
): Promise<ListPage<NoticeView & Keyed>> {
  const { rows, next } = await ctx.store.listNotices({ ...filter, states }, page);
  const shipments = rows.map((one) => one.about).filter((about) => !isAboutOrder(about));
  const customerNos = await ctx.store.customerNos([...new Set(shipments)]);
  return { rows: rows.map((one) => ({ ...viewNotice(one, customerNos.get(one.about) ?? ''), key: one.key })), next };
}

/** Notices of one shop and kind that are not over. */
export interface OpenCounts {
  readonly shop: string;
  readonly kind: NoticeKind;
  /** Counting ends at `mostCounted` of each. */
  readonly counts: Readonly<Record<OpenGroup, Bounded>>;
}

/** What stands before a notice that is not over: its time, an answer, a person. */
export const openGroups = {
  due: ['due'],
  waiting: ['sending', 'pending', 'unsure'],
  failed: ['failed', 'asking'],
} as const satisfies Readonly<Record<string, readonly NoticeState[]>>;
export type OpenGroup = keyof typeof openGroups;

/** How many notices are not over, by shop and kind; those that have none are left out. Costs what it shows, however many there are. */
export async function countOpenNotices({ store }: Pick<Context, 'store'>): Promise<readonly OpenCounts[]> {
  const found = await store.countNoticesByKind(openNotices, mostCounted + 1);
  return [...Map.groupBy(found, ({ shop, kind }) => JSON.stringify([shop, kind])).values()].map((own) => {
    const { shop, kind } = own[0]!;
    const sum = (group: OpenGroup): Bounded => {
      const states: readonly NoticeState[] = openGroups[group];
      const count = own.reduce((all, one) => (states.includes(one.state) ? all + one.count : all), 0);
      return { count: Math.min(count, mostCounted), isMore: count > mostCounted };
    };
    return { shop, kind, counts: { due: sum('due'), waiting: sum('waiting'), failed: sum('failed') } };
  });
}

const inOrder = (a: StoredNotice, b: StoredNotice): number =>
  a.reservedAt.localeCompare(b.reservedAt) ||
  a.orderNumber.localeCompare(b.orderNumber) ||
  noticeKinds.indexOf(a.kind) - noticeKinds.indexOf(b.kind);

function viewNotice(notice: StoredNotice, customerNo: string): NoticeView {
  const { id, shop, orderNumber: number, kind, state, reservedAt, notBefore, attempts, at, parts, code, args } = notice;
  const { sentence, remedy } = code === '' ? { sentence: '', remedy: '' } : sayItem(code, args);
  const waitsFor = state === 'due' ? notice.waitsFor.map((one) => one.kind) : [];
  const about = { id, shop, number, customerNo, kind, title: jobTitle(kind) };
  const says = saysOf(notice);
  return { ...about, state, reservedAt, notBefore, attempts, at, waitsFor, parts, says, code, sentence, remedy };
}

function saysOf({ body }: StoredNotice): NoticeView['says'] {
  const { schedule, ship, capture } = body as Partial<NoticeBodies>;
  const day = schedule?.shipDate ?? ship?.shipDate;
  const trackingNumber = ship?.trackingNumber ?? '';
  const amount = capture?.amount ?? null;
  return {
    ...(day !== undefined && { day }),
    ...(trackingNumber !== '' && { trackingNumber }),
    ...(amount !== null && { amount }),
  };
}

async function find(ctx: Context, { ids, ...filter }: NoticeFilter): Promise<StoredNotice[]> {
  const found = await ctx.store.notices(filter);
  return ids ? found.filter((one) => ids.some((id) => one.id.startsWith(id))) : found;
}

export interface Retried {
  readonly retried: readonly NoticeView[];
  readonly leftOut: readonly LeftOut[];
}

/**
 * Sends again by hand what failed, or what waits for a person: it goes with the next pass of its job, even when the rules would not
 * send it by themselves any more (its day has gone by). A notice that takes money and of which nobody knows whether it arrived is left
 * out unless `checked` says that somebody has looked at the marketplace.
 */
export async function retryNotices(
  ctx: Context,
  filter: NoticeFilter,
  { actor = 'operator', checked = false } = {},
): Promise<Retried> {
  const wanted = await find(ctx, { ...filter, states: ['failed', 'asking'] });
  const at = ctx.now().toString();
  const leftOut: LeftOut[] = [];
  const leave = (number: string, code: SentenceCode) => leftOut.push({ number, customerNo: '', code, ...say(code) });
  const again = await ctx.store.write(async (tx) => {
    const now = await tx.notices({ ids: wanted.map((one) => one.id), states: ['failed', 'asking'] });
    const told = new Set((await tx.told(now.map((one) => one.about))).map((one) => `${one.kind} ${one.about}`));
    const changed: StoredNotice[] = [];
    for (const one of now) {
      const isOnce = onceOnly.includes(one.kind);
      if (isOnce && told.has(`${one.kind} ${one.about}`)) leave(one.orderNumber, 'notice-told-once');
      else if (isOnce && one.code === 'notice-not-found' && !checked) leave(one.orderNumber, 'notice-doubt-of-money');
      else changed.push({ ...one, state: 'due', byHand: true, attempts: 0, notBefore: at, code: '', args: {}, at });
    }
    await tx.putNotices(changed);
    await tx.addJournal(
      changed.map(({ id, shop, orderNumber, about, kind }) => ({
        at,
        actor,
        what: 'notice-requested',
        shop,
        orderNumber,
        shipment: isAboutOrder(about) ? '' : about,
        details: { notice: id, kind },
      })),
    );
    return changed;
  });
  return { retried: again.map((one) => viewNotice(one, '')), leftOut };
}

/** Every key under which a kind of notice about an order may have been told: of the order, and of each shipment. */
export function aboutsOf(shop: string, number: string, shipments: readonly { shipment: { id: string } }[]): string[] {
  return [aboutOrder(shop, number), ...shipments.map((one) => one.shipment.id)];
}
