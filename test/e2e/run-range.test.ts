import { afterAll, beforeAll, expect, test } from 'vitest';
import { cli } from '../support/cli.ts';
import { type LabWorkspace, labWorkspace } from '../support/lab-workspace.ts';

/* A span of time by hand: `run pull --from … --to …`. */

let place: LabWorkspace;
beforeAll(async () => {
  place = await labWorkspace({ seed: 'small', read: 'amazon-orders-v2026', issue: 'manual' });
});
afterAll(() => place.close());
const run = (...args: string[]) => cli(['run', ...args, '-C', place.root]);

test('takes what was ordered in the span, said with its counts; nothing for a span without orders', async () => {
  const today = Temporal.Instant.fromEpochMilliseconds(place.lab.clock.now()).toZonedDateTimeISO('Asia/Tokyo');
  const day = (back: number) => today.toPlainDate().subtract({ days: back }).toString();
  const old = await run('pull', '--from', day(700), '--to', day(690), '--json');
  expect(JSON.parse(old.stdout)[0].counts).toMatchObject({ new: 0, pieces: 1 });
  const { code, stdout } = await run('pull', '--from', day(60), '--json');
  expect(code).toBe(0);
  expect(JSON.parse(stdout)[0].counts.new).toBeGreaterThan(3);
}, 60_000);

test('wrong spans are said before anything is asked', async () => {
  for (const [args, sentence] of [
    [['notify', '--from', '2026-11-01'], /run pull/],
    [['pull', '--to', '2026-11-01'], /--from/],
    [['pull', '--from', '2026-11-31'], /「2026-11-31」/],
    [['pull', '--from', '昨日'], /「昨日」/],
    [['pull', '--from', '2026-11-07', '--to', '2026-11-01'], /期間の指定/],
    [['pull', '--from', '2099-01-01'], /期間の指定/],
  ] as const) {
    const { code, stderr } = await run(...args);
    expect([args, code]).toEqual([args, 2]);
    expect(stderr).toMatch(sentence);
  }
}, 60_000);
