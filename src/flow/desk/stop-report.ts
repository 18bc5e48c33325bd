import type { JournalEntry, NoticeState, Reads } from '../../store/types.ts';

/** What is said when work was stopped (D13). Each list: the first few, and how many there are. */
export interface StopReport {
  /** Went out and cannot be recalled: told to a marketplace, handed over, written into a file that may have been taken. */
  readonly sent: Listed;
  /** Not sent: goes on with the next run. */
  readonly waiting: Listed;
  /** Begun, and the end is not known: it is looked into, never simply sent again. */
  readonly doubt: Listed;
}

export interface Listed {
  readonly count: number;
  readonly lines: readonly { readonly shop: string; readonly about: string; readonly what: string }[];
}

/** So many of a list are named. */
const shown = 20;
/** Entries of the history that are read at once. */
const page = 200;

/** What entries of the history mean that something left the house, or began to. */
const leaving: ReadonlySet<string> = new Set([
  'notice-told',
  'notice-pending',
  'told',
  'issuing',
  'reissued',
  'exported',
]);

/**
 * What went out since a moment (when the stopped work began), what did not, and what nobody knows. Costs what happened since, and what is
 * open; of one shop and, of notices, all kinds.
 *
 * @param since ISO instant
 */
export async function stopReport(
  reads: Pick<Reads, 'listJournal' | 'notices' | 'outbox' | 'handOvers'>,
  since: string,
  shop?: string,
): Promise<StopReport> {
  const sent: Listed['lines'][number][] = [];
  const from = Temporal.Instant.from(since);
  let isOver = false;
  for (let after: string | undefined; !isOver; ) {
    // Of all shops: the history is not sorted by shop, and this ends at the moment.
    const { rows, next } = await reads.listJournal({}, { limit: page, ...(after !== undefined && { after }) });
    for (const entry of rows) {
      isOver ||= Temporal.Instant.compare(Temporal.Instant.from(entry.at), from) < 0;
      if (!isOver && leaving.has(entry.what) && (shop === undefined || entry.shop === shop)) sent.push(lineOf(entry));
    }
    after = next ?? undefined;
    isOver ||= after === undefined;
  }
  const of = async (states: readonly NoticeState[]) =>
    (await reads.notices({ states, ...(shop !== undefined && { shop }) })).map((one) => ({
      shop: one.shop,
      about: one.orderNumber,
      what: one.kind,
    }));
  const files = (await reads.outbox({ stage: ['intended', 'staged'] }))
    .filter((file) => shop === undefined || file.shop === shop)
    .map((file) => ({ shop: file.shop, about: file.path, what: 'file' }));
  const doubts = (await reads.handOvers({ states: ['sending'] })).map(({ id }) => ({
    shop: '',
    about: id,
    what: 'hand-over',
  }));
  return {
    sent: listed(sent),
    waiting: listed([...(await of(['due', 'asking'])), ...files]),
    doubt: listed([...(await of(['sending', 'unsure'])), ...doubts]),
  };
}

const listed = (lines: Listed['lines']): Listed => ({ count: lines.length, lines: lines.slice(0, shown) });

function lineOf({ shop, orderNumber, shipment, what, details }: JournalEntry): Listed['lines'][number] {
  const kind = (details as { kind?: unknown }).kind;
  const act = what.startsWith('notice-') ? (typeof kind === 'string' ? kind : 'ship') : what;
  return { shop, about: orderNumber || shipment, what: act };
}
