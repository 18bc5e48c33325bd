import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { cronText } from '../../src/core/sentences/jobs.ts';
import { runJob } from '../../src/flow/jobs/index.ts';
import type { Context } from '../../src/flow/types.ts';
import { addUser, goodPassword, openTestConsole, type TestConsole, type Visitor } from '../support/console.ts';
import { type Desk, openDesk, orderNo, row } from '../support/desk.ts';

/* ロボット: what runs when, letting it stand still, and running it now. */

let desk: Desk;
let ctx: Context;
let operators: TestConsole;
let visitor: Visitor;
const issue = { job: 'issue', shop: 'amazon' };

beforeAll(async () => {
  desk = await openDesk();
  const { config } = desk.ctx;
  const jobs = { amazon: { issue: { every: 600_000 }, pull: { cron: '0 9 * * *' }, ship: {} } };
  ctx = { ...desk.ctx, config: { ...config, jobs } };
  await desk.report([row(1, 1)]);
  operators = await openTestConsole(ctx);
  visitor = operators.visitor();
  await visitor.get('/');
});
afterAll(async () => {
  await operators?.close();
  await desk?.close();
});

const done = async (name: string, fields: Record<string, string> = issue) => {
  const answer = await visitor.post(`/jobs/${name}`, fields);
  expect([answer.status, answer.text]).toEqual([303, expect.any(String)]);
  return (await visitor.get(answer.headers.get('location') ?? '')).text;
};

/** On a slow machine it is found again in the list instead of on the next page. */
async function runNow(): Promise<void> {
  expect(await done('run')).toMatch(/送り状の発行（B2用ファイル）(を始めました|が終わりました)/);
  const last = async () => (await ctx.store.listRuns({ job: 'issue' }, { limit: 1 })).rows[0]?.result;
  await expect.poll(last, { timeout: 20_000 }).toBe('done');
}

test.each([
  ['40 3 * * *', '毎日 3:40'],
  ['0 0 10,14 * * *', '毎日 10:00・14:00'],
  ['5 9 * * 1,7', '月・日 9:05'],
  ['0 9 1 * *', '毎月1日 9:00'],
  // What is not as plain as that is not guessed at.
  ['*/5 9 * * *', '*/5 9 * * *'],
  ['0 9 * * MON', '0 9 * * MON'],
  ['0 9 1 * 1', '0 9 1 * 1'],
  ['30 0 9 * * *', '30 0 9 * * *'],
  ['0 9-17 * * *', '0 9-17 * * *'],
])('%s is said as %s', (cron, words) => {
  expect(cronText(cron)).toBe(words);
});

describe('ロボット', () => {
  test('tells when each job runs next, and how it went last', async () => {
    const { text } = await visitor.get('/jobs');
    expect(text).toContain('10分ごと');
    expect(text).toContain('2026/11/22 09:00');
    expect(text).toContain('毎日 9:00');
    expect(text).toContain('手動のみ');
    expect(text).toContain('まだ動いていません');
    expect(text).toContain('ルールはありません');
  });

  test('a job is run at once by a person, whose name stands in the history', async () => {
    await runNow();
    expect(await desk.states()).toContain(`${orderNo(1)}_1 issuing`);
    const [last] = (await ctx.store.listRuns({ job: 'issue' }, { limit: 1 })).rows;
    expect(last?.startedBy).toMatch(/^person ./);
    expect((await visitor.get('/jobs')).text).toContain(`href="/runs/${last?.id}"`);
    expect(await done('run', { job: 'nothing', shop: 'amazon' })).toContain('にはありません');
    expect(await done('run', { job: 'issue', shop: 'none' })).toContain('にはありません');
  });

  test('a job that was switched off stays so, with who and why, until it is switched on again', async () => {
    const text = await done('pause', { ...issue, note: '<b>棚卸し</b>' });
    expect(text).toContain('止めました');
    expect(text).toContain('&lt;b>棚卸し');
    expect(text).toContain('一時停止');
    expect(await runJob(ctx, 'issue', 'amazon', () => Promise.reject(new Error('ran')))).toMatchObject({
      kind: 'paused',
    });
    await runNow();
    expect(await done('pause')).toContain('もうその状態です');
    expect(await done('resume')).toContain('再開しました');
    expect(await done('pause', { job: 'nothing', shop: 'amazon' })).toContain('この処理はありません');
    const journal = (await ctx.store.journal({ limit: 1000 })).map((one) => one.what);
    expect(journal.filter((what) => what === 'job-paused' || what === 'job-resumed').length).toBe(2);
  });

  test('a run that takes long is left and found again, and is stopped; nothing runs twice', async () => {
    const begun = Promise.withResolvers<void>();
    const running = runJob(ctx, 'issue', 'amazon', async (own) => {
      begun.resolve();
      while (!own.isStopped?.()) await new Promise((resolve) => setTimeout(resolve, 50));
      return { counts: {}, items: [], changed: false };
    });
    await begun.promise;
    expect((await visitor.get('/jobs')).text).toContain('実行を中止');
    expect(await done('run')).toContain('が実行中です');
    expect(await done('stop')).toContain('止めるように伝えました');
    expect((await running).kind).toBe('ran');
    expect(await done('stop')).toContain('もう終わっています');
  });
});

test('who works with orders runs jobs, but does not switch them off', async () => {
  await addUser(ctx, '作業する人', 'work');
  const who = operators.visitor();
  await who.signIn('作業する人', goodPassword);
  const { text } = await who.get('/jobs');
  expect(text).toContain('/jobs/run');
  expect(text).not.toContain('/jobs/pause');
  expect((await who.post('/jobs/pause', issue)).status).toBe(403);
});
