import { ordersWords as words } from '../../../../core/sentences/console/orders.ts';
import { fill } from '../../../../core/sentences/fill.ts';
import { type OrdersQuery, readQuery } from '../../../../flow/desk/orders-query.ts';
import { removeView, saveView } from '../../../../flow/desk/views.ts';
import type { Answer, Ask, Route } from '../../../types.ts';
import { ordersPath } from '../filter.ts';

const queryOf = ({ ctx, form }: Ask): OrdersQuery => readQuery(ctx, new URLSearchParams(form.get('query') ?? ''));

/** A view is a person's own bookmark: whoever may look may keep some. */
export const viewRoutes: readonly Route[] = [
  {
    method: 'post',
    path: '/views',
    role: 'view',
    async handle(ask): Promise<Answer> {
      const query = queryOf(ask);
      const name = (ask.form.get('name') ?? '').trim();
      const { refused } = await saveView(ask.ctx, ask.user, { name, query });
      const to = ordersPath(query);
      if (refused) return { to, results: [{ kind: 'wrong', text: refused.sentence, remedy: refused.remedy }] };
      return { to, results: [{ kind: 'done', text: fill(words.viewSaved, { name }) }] };
    },
  },
  {
    method: 'post',
    path: '/views/drop',
    role: 'view',
    async handle(ask): Promise<Answer> {
      const name = await removeView(ask.ctx, ask.user, ask.form.get('id') ?? '');
      const text = name === undefined ? words.viewGone : fill(words.viewDropped, { name });
      return { to: ordersPath(queryOf(ask)), results: [{ kind: name === undefined ? 'note' : 'done', text }] };
    },
  },
];
