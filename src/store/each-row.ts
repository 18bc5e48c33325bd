import type { ListPage, PageRequest } from './list-types.ts';

const rowsAtOnce = 500;

/** Walks a list to its end, page by page: no more than one page is ever in memory. */
export async function* eachRow<Row>(
  read: (page: PageRequest) => Promise<ListPage<Row>>,
  { limit = rowsAtOnce, after }: Partial<PageRequest> = {},
): AsyncGenerator<Row> {
  for (let place = after; ; ) {
    const { rows, next } = await read({ limit, after: place });
    yield* rows;
    if (next === null) return;
    place = next;
  }
}
