/**
 * Who acts next: every result of anything that can go wrong is sorted by this, once, where the dialect is known.
 *
 * `done` nobody · `pending` machine, later (collect the result) · `retry` machine, later (try again) · `fix` operator ·
 * `unsure` machine looks, then operator; never sent again · `halt` administrator; this shop's jobs stop ·
 * `bug` developer; evidence kept, never retried.
 */
export type Kind = 'done' | 'pending' | 'retry' | 'fix' | 'unsure' | 'halt' | 'bug';
