/** Kinds of long work that somebody at a terminal may wait for. */
export type ProgressKind =
  | 'read'
  | 'decide'
  | 'save'
  | 'pull'
  | 'convert'
  | 'orders'
  | 'holds'
  | 'labels'
  | 'notices'
  | 'desk'
  | 'copy';

/** How far one kind of work is. */
export interface ProgressStep {
  readonly what: ProgressKind;
  /** Pieces; `convert` and `read`: bytes (a file is read in one go, so that is all that is known of it). */
  readonly done: number;
  /** As far as it is known beforehand. */
  readonly total?: number;
}

/** Hears how far the work is. It is called often and in the middle of everything: it must be cheap and never throw. */
export type OnProgress = (step: ProgressStep) => void;

/** The items themselves, each told when its turn comes; without a listener nothing is between them and the loop. */
export function withProgress<Item>(
  onProgress: OnProgress | undefined,
  what: ProgressKind,
  items: Iterable<Item>,
  total: number,
): Iterable<Item> {
  return onProgress ? told(onProgress, what, items, total) : items;
}

function* told<Item>(onProgress: OnProgress, what: ProgressKind, items: Iterable<Item>, total: number) {
  let done = 0;
  for (const item of items) {
    yield item;
    onProgress({ what, done: ++done, total });
  }
}

/** As `withProgress`, for what is drawn page by page; the total need not be known. */
export async function* withProgressAsync<Item>(
  onProgress: OnProgress,
  what: ProgressKind,
  items: AsyncIterable<Item>,
  total?: number,
): AsyncGenerator<Item> {
  let done = 0;
  for await (const item of items) {
    yield item;
    onProgress({ what, done: ++done, ...(total !== undefined && { total }) });
  }
}
