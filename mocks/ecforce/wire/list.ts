import type { Answer, Call } from '../../system.ts';
import type { EcforceState } from '../state/state.ts';
import type { Resource } from './render.ts';
import { failed, json } from './reply.ts';

/** At most so many rows a page (trust B). */
const mostRows = 100;
const usualRows = 20;
export const listLimits = [`${mostRows} rows a page, ${usualRows} unless per says so`];

/** A page of a list: `data`, `included`, `meta`, `links` (trust B). */
export function listAnswer<T>(
  state: EcforceState,
  call: Call,
  rows: readonly T[],
  render: (page: readonly T[]) => { data: readonly Resource[]; included?: readonly Resource[] },
): Answer {
  const page = whole(call.query.get('page'), 1);
  const per = whole(call.query.get('per'), usualRows);
  if (page === undefined || per === undefined) return failed(400, 'AOR3001', 'page and per must be whole numbers');
  const size = Math.min(per, mostRows);
  const part = rows.slice((page - 1) * size, page * size);
  const { data, included } = render(part);
  const pages = Math.ceil(rows.length / size);
  const { habits } = state;
  const meta = {
    total_count: rows.length,
    page,
    per: size,
    count: part.length,
    ...(habits['total-pages'] !== 'missing' && { total_pages: habits['total-pages'] === 'zero' ? 0 : pages }),
  };
  const self = `${call.base}${call.path}`;
  const links = { self, first: self, prev: null, next: page < pages ? `${self}?page=${page + 1}` : null, last: self };
  const shown =
    data.length === 0 && habits.empty === 'null'
      ? null
      : data.length === 1 && habits.single === 'object'
        ? data[0]
        : data;
  return json(200, { data: shown, ...(included && { included }), meta, links });
}

function whole(text: string | null, usual: number): number | undefined {
  if (text === null) return usual;
  return /^[1-9]\d{0,6}$/.test(text) ? Number(text) : undefined;
}
