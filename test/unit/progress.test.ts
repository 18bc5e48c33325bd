import { Writable } from 'node:stream';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { beforeLines, warn } from '../../src/cli/output.ts';
import { openProgress } from '../../src/cli/progress.ts';
import { type ProgressStep, withProgress, withProgressAsync } from '../../src/core/progress.ts';
import { width } from '../../src/text/width.ts';

/** A terminal of so many columns that keeps what was written to it. */
function terminal(columns = 80, isTTY = true) {
  let text = '';
  const stream = new Writable({
    write(piece, _encoding, done) {
      text += piece;
      done();
    },
  });
  Object.assign(stream, { isTTY, columns });
  const shown = () => text.split(/\u001b(?:\[[0-9?]*[A-Za-z]|[78])/).filter((line) => line.trim() !== '');
  return { stream: stream as unknown as NodeJS.WriteStream, text: () => text, shown };
}

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  beforeLines(undefined);
  vi.useRealTimers();
});

/** Work of so many pieces, each of which takes so long. */
function work(
  onProgress: (step: ProgressStep) => void,
  total: number,
  eachMs: number,
  what: ProgressStep['what'] = 'decide',
) {
  for (const _ of withProgress(onProgress, what, Array.from({ length: total }), total)) vi.advanceTimersByTime(eachMs);
}

describe('a bar', () => {
  test('shows what, how many of how many and the time that is left, and goes away', async () => {
    const { stream, text, shown } = terminal();
    const { onProgress, end } = await openProgress(true, stream);
    work(onProgress!, 10_000, 1);
    end();
    const lines = shown();
    expect(lines.length).toBeGreaterThan(50);
    expect(lines[0]).toMatch(/^出荷の判定 \[#-{19}\] 50\d \/ 10,000 件$/);
    expect(lines).toContainEqual(expect.stringMatching(/^出荷の判定 \[#{10}-{10}\] 5,\d\d\d \/ 10,000 件 残り約 5秒$/));
    expect(lines.at(-1)).toBe('出荷の判定 [####################] 10,000 / 10,000 件');
    expect(text().endsWith('\u001b[1G\u001b[2K')).toBe(true);
  });

  test.each([
    [90, /残り約 1分3\d秒/],
    [7300, /残り約 2時間1分/],
  ])('says %i seconds in words', async (seconds, words) => {
    const { stream, shown } = terminal();
    const { onProgress, end } = await openProgress(true, stream);
    for (let done = 1; done <= 10; done++) {
      vi.advanceTimersByTime(1000);
      onProgress!({ what: 'decide', done, total: seconds + 10 });
    }
    end();
    expect(shown().some((line) => words.test(line))).toBe(true);
  });

  test('of unknown length counts; of a table it tells megabytes; another kind of work takes its place', async () => {
    const { stream, shown } = terminal();
    const { onProgress, end } = await openProgress(true, stream);
    vi.advanceTimersByTime(600);
    onProgress!({ what: 'read', done: 12_345 });
    onProgress!({ what: 'pull', done: 1234 });
    onProgress!({ what: 'convert', done: 1_500_000, total: 3_000_000 });
    end();
    expect(shown()).toEqual(['読み取り 0.0 MB', '受注の取得 1,234 件', '変換 [##########----------] 1.5 / 3.0 MB']);
  });

  test('fits the terminal, whose characters may be two columns wide', async () => {
    const { stream, shown } = terminal(30);
    const { onProgress, end } = await openProgress(true, stream);
    work(onProgress!, 2000, 1, 'orders');
    end();
    expect(shown().length).toBeGreaterThan(3);
    for (const line of shown()) {
      expect(line).toMatch(/^受注一覧の書き出し \[#/);
      expect(width(line)).toBeLessThan(30);
    }
  });

  test('gives way to every line that is said, and comes back', async () => {
    const { stream, text } = terminal();
    const { onProgress, end } = await openProgress(true, stream);
    const stderr = vi.spyOn(process.stderr, 'write').mockImplementation((line) => stream.write(line));
    work(onProgress!, 2000, 1);
    warn('何かのお知らせ');
    expect(text()).toMatch(/\u001b\[2K何かのお知らせ\n$/);
    vi.advanceTimersByTime(200);
    onProgress!({ what: 'decide', done: 1500, total: 2000 });
    expect(text()).toMatch(/お知らせ\n[\s\S]*1,500 \/ 2,000 件/);
    end();
    warn('終わり');
    expect(text()).toMatch(/\u001b\[2K終わり\n$/);
    stderr.mockRestore();
  });

  test('leaves nothing behind in a terminal whose program is killed: neither hidden cursor nor switched-off wrapping', async () => {
    const { stream, text } = terminal();
    const { onProgress } = await openProgress(true, stream);
    work(onProgress!, 2000, 1);
    expect(text()).not.toMatch(/\u001b\[\?(25l|7l)/);
    beforeLines(undefined);
  });
});

test('a big file is shown at once, because nothing can be drawn while it is read', async () => {
  const { stream, shown } = terminal();
  const { onProgress, end } = await openProgress(true, stream);
  onProgress!({ what: 'read', done: 6_400_000 });
  expect(shown()).toEqual(['読み取り 6.4 MB']);
  end();
});

describe('nothing is shown', () => {
  test('of short work', async () => {
    const { stream, text } = terminal();
    const { onProgress, end } = await openProgress(true, stream);
    work(onProgress!, 400, 1);
    end();
    expect(text()).toBe('');
  });

  test.each([
    ['in a pipe or a file', true, false],
    ['beside --json', false, true],
  ])('%s, and nobody is even told', async (_where, wanted, isTTY) => {
    const { stream, text } = terminal(80, isTTY);
    const { onProgress, end } = await openProgress(wanted, stream);
    expect(onProgress).toBeUndefined();
    end();
    expect(text()).toBe('');
  });
});

describe('items that are told', () => {
  test('are the same ones, each told after its turn; without a listener there is nothing in between', async () => {
    const steps: ProgressStep[] = [];
    const items = ['a', 'b', 'c'];
    const seen: string[] = [];
    for (const item of withProgress((step) => steps.push(step), 'decide', items, 3))
      seen.push(`${item}${steps.length}`);
    expect(seen).toEqual(['a0', 'b1', 'c2']);
    expect(steps.map(({ done, total }) => `${done}/${total}`)).toEqual(['1/3', '2/3', '3/3']);
    expect(withProgress(undefined, 'decide', items, 3)).toBe(items);
  });

  test('may come page by page, with or without a total', async () => {
    const steps: ProgressStep[] = [];
    async function* pages() {
      yield* ['x', 'y'];
    }
    for await (const _ of withProgressAsync((step) => steps.push(step), 'holds', pages()));
    for await (const _ of withProgressAsync((step) => steps.push(step), 'orders', pages(), 5));
    expect(steps).toEqual([
      { what: 'holds', done: 1 },
      { what: 'holds', done: 2 },
      { what: 'orders', done: 1, total: 5 },
      { what: 'orders', done: 2, total: 5 },
    ]);
  });
});
