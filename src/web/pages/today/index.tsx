import { pageHelp } from '../../../core/sentences/console/page-help.ts';
import { shellWords } from '../../../core/sentences/console/shell.ts';
import { todayWords } from '../../../core/sentences/console/today.ts';
import { fill } from '../../../core/sentences/fill.ts';
import { type DayCount, dayCounter } from '../../../flow/desk/day-counts.ts';
import { probeShop } from '../../../flow/desk/shops.ts';
import { type Today, today } from '../../../flow/desk/today.ts';
import { listViews, type View } from '../../../flow/desk/views.ts';
import type { Context } from '../../../flow/types.ts';
import { shopName } from '../../parts/place.ts';
import { japanClock } from '../../parts/times.ts';
import type { Answer, Ask, Section } from '../../types.ts';
import { ViewLinks } from '../orders/views/links.tsx';
import { Chart } from './chart.tsx';
import { mailsRoutes } from './mails.tsx';
import { Moving } from './moving.tsx';
import { Needs } from './needs.tsx';

type Counter = ReturnType<typeof dayCounter>;

/** One for each bridge: what days brought is kept for some minutes. */
const counters = new WeakMap<Context['store'], Counter>();

function counterOf(ctx: Context): Counter {
  let counter = counters.get(ctx.store);
  if (!counter) {
    counter = dayCounter(ctx, () => performance.now());
    counters.set(ctx.store, counter);
  }
  return counter;
}

export const todaySection: Section = {
  menu: { title: shellWords.pages.today, path: '/' },
  routes: [
    {
      method: 'get',
      path: '/',
      role: 'view',
      async handle(ask) {
        const { ctx, user } = ask;
        const [view, days, views] = await Promise.all([today(ctx), counterOf(ctx)(14), listViews(ctx, user)]);
        const at = japanClock(ctx.now());
        return {
          title: todayWords.title,
          help: pageHelp.today,
          body: <TodayPage ask={ask} view={view} days={days} views={views} at={at} />,
        };
      },
    },
    {
      method: 'post',
      path: '/today/probe',
      role: 'work',
      async handle({ ctx, form, actor }): Promise<Answer> {
        const name = form.get('shop') ?? '';
        const shop = shopName(ctx, name);
        if (!ctx.config.shops[name]) return { to: '/' };
        const { resumed, sentence, remedy } = await probeShop(ctx, name, actor);
        const text = fill(resumed ? todayWords.probeOk : todayWords.probeStill, { shop, sentence });
        return { to: '/', results: [resumed ? { kind: 'done', text } : { kind: 'wrong', text, remedy }] };
      },
    },
    ...mailsRoutes,
  ],
};

function TodayPage({
  ask,
  view,
  days,
  views,
  at,
}: {
  readonly ask: Ask;
  readonly view: Today;
  readonly days: readonly DayCount[];
  readonly views: readonly View[];
  readonly at: string;
}) {
  return (
    <>
      <div
        id="today"
        hx-get="/"
        hx-trigger="every 60s"
        hx-select="#today"
        hx-swap="outerHTML"
        hx-headers='{"X-Refresh":"1"}'
        hx-push-url="false"
      >
        <ViewLinks views={views} />
        <Needs ask={ask} view={view} />
        <Moving view={view} day={days.at(-1)} />
        <Chart days={days} />
        <p class="hint">{todayWords.refreshed.replace('{time}', at)}</p>
      </div>
    </>
  );
}
