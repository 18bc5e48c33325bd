import { randomBytes } from 'node:crypto';
import type { Kysely } from 'kysely';
import { isOneOf, type Room, writeMany } from './room.ts';
import type { Tables } from './schema.ts';
import type { IssuedName, Reads, Standing, Writes } from './types.ts';

/* Which store this is, and how far it has come: compared with what stands outside the database (flow/standing). */

const names = { identity: 'identity', epoch: 'epoch' } as const;
const bytes = (text: string) => Buffer.from(text, 'utf8');

/** Gives a database its identity, unless it has one. */
export async function ensureStanding(db: Kysely<Tables>): Promise<void> {
  const known = await db.selectFrom('meta').select('name').where('name', 'in', Object.values(names)).execute();
  if (known.length === 2) return;
  await db
    .insertInto('meta')
    .values([
      { name: names.identity, value: bytes(randomBytes(12).toString('hex')) },
      { name: names.epoch, value: bytes('0') },
    ])
    .onConflict((conflict) => conflict.column('name').doNothing())
    .execute();
}

/** A copy is the same store as far as it goes. */
export async function copyStanding(from: Kysely<Tables>, to: Kysely<Tables>): Promise<void> {
  const rows = await from.selectFrom('meta').selectAll().where('name', 'in', Object.values(names)).execute();
  for (const { name, value } of rows) await to.updateTable('meta').set({ value }).where('name', '=', name).execute();
}

export async function standingOf(db: Kysely<Tables>): Promise<Standing> {
  const rows = await db.selectFrom('meta').selectAll().where('name', 'in', Object.values(names)).execute();
  const text = (name: string) => Buffer.from(rows.find((row) => row.name === name)?.value ?? []).toString('utf8');
  return { identity: text(names.identity), epoch: Number(text(names.epoch) || '0') };
}

export function standingReads(room: Room): Pick<Reads, 'standing' | 'issueMarks' | 'issuedBefore'> {
  return {
    standing: () => standingOf(room.db),
    async issueMarks() {
      const rows = await room.db
        .selectFrom('issue_marks')
        .selectAll()
        .orderBy('epoch')
        .orderBy('shop')
        .orderBy('customer_no')
        .execute();
      return rows.map(({ epoch, shop, customer_no, released }) => ({
        epoch,
        shop,
        customerNo: customer_no,
        ...(released === 1 && { released: true as const }),
      }));
    },
    async issuedBefore(shop, bases) {
      if (bases.length === 0) return [];
      const rows = await room.db
        .selectFrom('issued_before')
        .select(['customer_no', 'base'])
        .where('shop', '=', shop)
        .where(isOneOf(room, 'base', bases))
        .execute();
      return rows.map(({ customer_no, base }) => ({ customerNo: customer_no, base }));
    },
  };
}

export function standingWrites(
  room: Room,
): Pick<Writes, 'markIssued' | 'markReleased' | 'dropIssueMarks' | 'setIssuedBefore' | 'setEpoch'> {
  const setEpoch = (epoch: number) =>
    room.db
      .updateTable('meta')
      .set({ value: bytes(String(epoch)) })
      .where('name', '=', names.epoch)
      .execute();
  const mark = async (named: readonly IssuedName[], released: 0 | 1) => {
    if (named.length === 0) return;
    const epoch = (await standingOf(room.db)).epoch + 1;
    await setEpoch(epoch);
    const rows = unique(named).map(({ shop, customerNo }) => ({ epoch, shop, customer_no: customerNo, released }));
    await writeMany(room, 'issue_marks', rows, (chunk) => room.db.insertInto('issue_marks').values(chunk));
  };
  return {
    markIssued: (named) => mark(named, 0),
    markReleased: (named) => mark(named, 1),
    async dropIssueMarks(upTo) {
      await room.db.deleteFrom('issue_marks').where('epoch', '<=', upTo).execute();
    },
    async setIssuedBefore(named) {
      const rows = unique(named).map(({ shop, customerNo }) => ({
        shop,
        customer_no: customerNo,
        base: baseOf(customerNo),
      }));
      await writeMany(room, 'issued_before', rows, (chunk) =>
        room.db
          .insertInto('issued_before')
          .values(chunk)
          .onConflict((conflict) => conflict.columns(['shop', 'customer_no']).doNothing()),
      );
    },
    async setEpoch(epoch) {
      await setEpoch(epoch);
    },
  };
}

/** What stands before the serial. */
const baseOf = (customerNo: string): string => customerNo.replace(/_\d+$/, '');

function unique(named: readonly IssuedName[]): readonly IssuedName[] {
  return [...new Map(named.map((one) => [`${one.shop}\u0000${one.customerNo}`, one])).values()];
}
