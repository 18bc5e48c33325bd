import { afterEach, describe, expect, test } from 'vitest';
import type { JobName } from '../../src/core/jobs.ts';
import { type SentenceCode, say } from '../../src/core/sentences/index.ts';
import { runJob } from '../../src/flow/jobs/run-job.ts';
import { shopJobs } from '../../src/flow/work/index.ts';
import { jobsOf, markets, statesOf } from '../support/four-markets.ts';
import type { ShopInLab } from '../support/shop-in-lab.ts';
import { type Edit, eachLeaf, eachMember, tamper } from '../support/tampered.ts';

/* Answers as no reference has them: what stands in the store, what the history and the mails say, what the next run does. */

let place: ShopInLab;
let stop = () => {};
afterEach(async () => {
  stop();
  stop = () => {};
  await place?.close();
});

describe.each(Object.entries(markets))('%s', (name, market) => {
  const { members } = market;
  const start = async () => {
    place = await market.open();
    return market.place(place);
  };
  const spoil = (edit: Edit) => {
    stop = tamper(edit, market.address);
  };
  const mend = () => stop();
  /** What comes by the next pull, or at the latest in the night. */
  const byTomorrow = async () => {
    await run('pull');
    if (place.ctx.link!(place.shop)!.connector.jobs?.sweep) await run('sweep');
  };
  const run = (job: JobName) => runJob(place.ctx, job, place.shop, shopJobs[job]);
  const orders = async () => (await place.ctx.store.orders({ shop: place.shop })).length;
  /** What the last run of a job said, in Japanese, with what to do. */
  const history = async (job: JobName) => {
    const last = (await place.ctx.store.runs(50)).find((one) => one.job === job);
    return (last?.items ?? []).map(({ kind, code, args }) => {
      const { sentence, remedy } = say(code as SentenceCode, args as never);
      expect([sentence, remedy].join(' ')).not.toMatch(/[{}]/);
      return [kind, sentence, remedy] as const;
    });
  };
  const mails = async () => (await place.ctx.store.mails({})).map(({ subject, text }) => [subject, text] as const);

  test('a page of a proxy instead of JSON is no empty list: nothing is taken in, the next run brings everything', async () => {
    await start();
    spoil(() => '<html><body>Bad Gateway</body></html>');
    await run('pull');
    expect(await orders()).toBe(0);
    const said = await history('pull');
    expect(said).toMatchObject([['retry', expect.stringMatching(/返事|応答/), expect.stringMatching(/自動/)]]);
    mend();
    await run('pull');
    expect(await orders()).toBe(1);
  });

  test('null for the whole answer is no empty list either', async () => {
    await start();
    spoil(() => null);
    await run('pull');
    expect([await orders(), (await history('pull')).map(([kind]) => kind)]).toEqual([0, ['retry']]);
    mend();
    await run('pull');
    expect(await orders()).toBe(1);
  });

  test.each([
    ['numbers as text', eachLeaf((value) => (typeof value === 'number' ? String(value) : value))],
    [
      'text as numbers',
      eachLeaf((value) => (typeof value === 'string' && /^[1-9]\d{0,14}$/.test(value) ? Number(value) : value)),
    ],
  ] as const)('%s change nothing: the same order comes in, ready', async (_, edit) => {
    const number = await start();
    spoil(edit);
    await run('pull');
    expect(await statesOf(place, number)).toEqual(['ready']);
    const [first] = await place.ctx.store.orders({ shop: place.shop });
    mend();
    await run('pull');
    await run('sync');
    const [second] = await place.ctx.store.orders({ shop: place.shop });
    // It says the same as without.
    expect([second!.contentHash, second!.revision]).toEqual([first!.contentHash, 1]);
  });

  test('the quantity that vanished: the order is refused by name, told by mail, and is in by tomorrow once it is there again', async () => {
    const [number, other] = [await start(), await market.place(place)];
    let isFirst = true;
    spoil(
      eachMember(members.quantity, (value) => {
        if (!isFirst) return value;
        isFirst = false;
        return undefined;
      }),
    );
    await run('pull');
    const known = (await place.ctx.store.orders({ shop: place.shop })).map(({ order }) => order.number);
    expect(known).toHaveLength(1);
    const refused = known[0] === number ? other : number;
    expect((await history('pull')).map(([kind]) => kind)).toEqual(['fix']);
    const [[subject, text] = ['', '']] = await mails();
    expect(subject).toContain('受注を取り込めませんでした（1件）');
    expect(text).toContain(`■ 受注番号 ${refused}`);
    expect(text).toContain(`run pull --shop ${name} --from`);
    mend();
    await byTomorrow();
    expect([await statesOf(place, refused), await orders()]).toEqual([['ready'], 2]);
    expect(await mails()).toHaveLength(1);
  });

  test('the quantities of all orders vanished: nothing is taken in, a mail says it once, and by tomorrow they are in', async () => {
    await start();
    await market.place(place);
    spoil(eachMember(members.quantity, () => undefined));
    await run('pull');
    await run('pull');
    expect([await orders(), (await mails()).length]).toEqual([0, 1]);
    mend();
    await byTomorrow();
    expect(await orders()).toBe(2);
  });

  test('a word for how it stands that nobody knows holds the order, and goes with the word', async () => {
    const number = await start();
    const [member, word] = members.status;
    spoil(eachMember(member, () => word));
    await run('pull');
    expect((await statesOf(place, number)).join()).toMatch(/^held /);
    const [shipment] = await place.ctx.store.shipments({ shop: place.shop, numbers: [number] });
    // `orders show` prints the cell beside the sentence. A word about money alone may count as: not paid.
    const reasons = shipment!.holds.map(
      ({ code, args, place: cell }) => `${say(code, args as never).sentence}${cell?.value}`,
    );
    expect(reasons.join()).toMatch(new RegExp(`${RegExp.escape(word)}|入金が確認できていません`));
    expect(await place.print()).toEqual([]);
    mend();
    await run('pull');
    await run('sync');
    expect(await statesOf(place, number)).toEqual(['ready']);
  });

  test('an emoji in what was bought: the order comes in as it is, and the label waits for a person', async () => {
    const number = await start();
    spoil(eachMember(members.goods, () => '桜もち🌸 3個'));
    await run('pull');
    const [stored] = await place.ctx.store.orders({ shop: place.shop });
    expect(stored!.order.lines[0]!.name).toContain('🌸');
    expect((await statesOf(place, number)).join()).toMatch(/^held /);
    for (const job of jobsOf(place).telling) expect((await run(job)).kind).toBe('ran');
  });

  test('a code with a space is kept as it is, or refused by name where the marketplace’s rule wants it', async () => {
    const number = await start();
    spoil(eachMember(members.code, () => 'A 1/B'));
    await run('pull');
    const [stored] = await place.ctx.store.orders({ shop: place.shop });
    if (stored) expect([stored.order.lines[0]!.sku, await statesOf(place, number)]).toEqual(['A 1/B', ['ready']]);
    else {
      expect((await history('pull')).map(([kind, sentence]) => [kind, sentence])).toEqual([
        ['fix', expect.stringContaining('A 1/B')],
      ]);
      expect((await mails())[0]![1]).toContain('A 1/B');
    }
  });
});
