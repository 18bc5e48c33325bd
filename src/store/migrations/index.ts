import { type Kysely, sql } from 'kysely';
import { type Migration, Migrator } from 'kysely/migration';
import type { Difference } from '../difference.ts';
import { StoreRefused } from '../refused.ts';
import type { Tables } from '../schema.ts';
import { start } from './0001-start.ts';
import { jobs } from './0002-jobs.ts';
import { budgets } from './0003-budgets.ts';
import { handOvers } from './0004-hand-overs.ts';
import { noticeKindTables } from './0005-notice-kinds.ts';
import { journalNotes } from './0006-journal-notes.ts';
import { lists } from './0007-lists.ts';
import { outboxPaths } from './0008-outbox-paths.ts';
import { kept } from './0009-kept.ts';
import { forgetting } from './0010-forgetting.ts';
import { marks } from './0011-marks.ts';
import { noticesListed } from './0012-notices-listed.ts';
import { orderLabels } from './0013-order-labels.ts';
import { stockAlerts } from './0014-stock-alerts.ts';
import { issueMarks } from './0015-issue-marks.ts';
import { budgetClock } from './0016-budget-clock.ts';
import { runsBegun } from './0017-runs-begun.ts';
import { releaseMarks } from './0018-release-marks.ts';
import { consoleAccess } from './0019-console-access.ts';
import { goodsAttributes } from './0020-goods-attributes.ts';
import { exports } from './0021-exports.ts';
import { stockMoves } from './0022-stock-moves.ts';
import { runsNo } from './0023-runs-no.ts';
import { orderFilters } from './0024-order-filters.ts';
import { noticesNarrowed } from './0025-notices-narrowed.ts';

/** In the order of their names; a migration that was released is never changed again. */
const migrations: Readonly<Record<string, (difference: Difference) => Migration>> = {
  '0001-start': start,
  '0002-jobs': jobs,
  '0003-budgets': budgets,
  '0004-hand-overs': handOvers,
  '0005-notice-kinds': noticeKindTables,
  '0006-journal-notes': journalNotes,
  '0007-lists': lists,
  '0008-outbox-paths': outboxPaths,
  '0009-kept': kept,
  '0010-forgetting': forgetting,
  '0011-marks': marks,
  '0012-notices-listed': noticesListed,
  '0013-order-labels': orderLabels,
  '0014-stock-alerts': stockAlerts,
  '0015-issue-marks': issueMarks,
  '0016-budget-clock': budgetClock,
  '0017-runs-begun': runsBegun,
  '0018-release-marks': releaseMarks,
  '0019-console-access': consoleAccess,
  '0020-goods-attributes': goodsAttributes,
  '0021-exports': exports,
  '0022-stock-moves': stockMoves,
  '0023-runs-no': runsNo,
  '0024-order-filters': orderFilters,
  '0025-notices-narrowed': noticesNarrowed,
};

/**
 * Brings the database to today's tables, each migration in one transaction, both kinds from the same list.
 *
 * @throws StoreRefused `database-newer` when a later version of the program was here.
 */
export async function migrate(db: Kysely<Tables>, difference: Difference): Promise<void> {
  const names = Object.keys(migrations);
  const done = await doneMigrations(db);
  const unknown = done.find((name) => !names.includes(name));
  if (unknown !== undefined) throw new StoreRefused('database-newer', { version: unknown });
  if (done.length === names.length) return;
  const provider = {
    getMigrations: async () =>
      Object.fromEntries(Object.entries(migrations).map(([name, build]) => [name, build(difference)])),
  };
  const { error } = await new Migrator({ db, provider }).migrateToLatest();
  if (error) throw error;
}

/** Asked first, because the migrator takes much longer to find out that there is nothing to do. */
async function doneMigrations(db: Kysely<Tables>): Promise<string[]> {
  try {
    const { rows } = await sql<{ name: string }>`select name from kysely_migration order by name`.execute(db);
    return rows.map((row) => row.name);
  } catch (error) {
    // A new database: the table is not there yet. Anything else will show itself in the migrator.
    const { message } = error as Error;
    if (/no such table|does not exist/.test(message)) return [];
    throw error;
  }
}
