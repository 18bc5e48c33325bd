import { CallFailed, type Outcome } from '../contract.ts';
import type { Client } from './client.ts';
import { garbled } from './errors.ts';
import { type Resource, readList, textOf } from './json-api.ts';

/** At most so many ids in one call: as many as a page has rows (trust B). */
export const mostIds = 100;

/** How an order stands at ecforce. */
export interface Standing {
  readonly id: string;
  readonly state: string;
  /** Its label. */
  readonly word: string;
  readonly slip: string;
  readonly isDeleted: boolean;
}

/** What this connection read of orders lately, so that nothing is asked twice within a few minutes. */
export interface Standings {
  note(rows: readonly Resource[]): void;
  /** After a write of ours. */
  moved(id: string, state: string): void;
  /**
   * The states of orders, by id: what was read lately is not asked again, unless `anew`. Orders that ecforce does not know are missing; an outcome
   * = the question failed.
   */
  of(ids: readonly string[], anew?: boolean): Promise<ReadonlyMap<string, Standing> | Outcome>;
  /** Ids by order number, for orders that came as a file. */
  ids(numbers: readonly string[]): Promise<ReadonlyMap<string, string> | Outcome>;
}

/** How long what was read counts, ms. */
const fresh = 10 * 60_000;
const path = 'orders';

export function openStandings(client: Client): Standings {
  const known = new Map<string, { readonly standing: Standing; readonly at: number }>();
  const now = () => client.io.now().epochMilliseconds;
  const remember = (standing: Standing) => known.set(standing.id, { standing, at: now() });

  const ask = async (by: 'id' | 'number', keys: readonly string[]): Promise<readonly Resource[] | Outcome> => {
    const found: Resource[] = [];
    try {
      for (let from = 0; from < keys.length; from += mostIds) {
        const { body, evidence } = await client.read({
          method: 'GET',
          path,
          query: [
            ...keys.slice(from, from + mostIds).map((key) => [`q[${by}_in][]`, key] as const),
            ['q[with_deleted]', '1'],
            ['per', String(mostIds)],
            ['sort', 'id'],
            ['lighter', '1'],
          ],
          first: true,
        });
        const { rows } = readList(body, path, evidence);
        if (!rows.every((row) => textOf(row.attributes.state) !== '')) return garbled(path, 'read', evidence);
        found.push(...rows);
      }
      return found;
    } catch (error) {
      if (error instanceof CallFailed) return error.outcome;
      throw error;
    }
  };

  const self: Standings = {
    note(rows) {
      for (const [id, { at }] of known) if (at < now() - fresh) known.delete(id);
      for (const row of rows) remember(standingOf(row));
    },
    moved(id, state) {
      const before = known.get(id)?.standing;
      remember({ id, word: '', slip: before?.slip ?? '', isDeleted: false, state });
    },
    async of(ids, anew = false) {
      const isFresh = (id: string) => !anew && (known.get(id)?.at ?? 0) >= now() - fresh;
      const missing = [...new Set(ids)].filter((id) => !isFresh(id));
      const answer = missing.length === 0 ? [] : await ask('id', missing);
      if ('kind' in answer) return answer;
      for (const id of missing) known.delete(id);
      self.note(answer);
      return new Map(ids.flatMap((id) => (known.has(id) ? [[id, known.get(id)!.standing] as const] : [])));
    },
    async ids(numbers) {
      if (numbers.length === 0) return new Map();
      const answer = await ask('number', [...new Set(numbers)]);
      if ('kind' in answer) return answer;
      self.note(answer);
      return new Map(answer.map((row) => [textOf(row.attributes.number), row.id]));
    },
  };
  return self;
}

const standingOf = ({ id, attributes }: Resource): Standing => ({
  id,
  state: textOf(attributes.state),
  word: textOf(attributes.human_state),
  slip: textOf(attributes.shipping_slip).trim(),
  isDeleted: textOf(attributes.deleted_at) !== '',
});
