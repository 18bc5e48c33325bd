import { describe, expect, it } from 'vitest';
import { gathering } from '../../src/flow/inbox/gathering.ts';
import { intakeDocument } from '../support/workspace.ts';

const of = (shop: string, count: number) => [
  intakeDocument({ shop, orders: { new: count, revised: 0, unchanged: 0, refused: 0 } }),
];

describe('files that come together', () => {
  it('one alone does not wait', () => {
    const gathered = gathering();
    expect(gathered.isTime(0, false)).toBe(false); // nothing to do
    gathered.add(of('amazon', 3), 100);
    expect(gathered.isTime(101, false)).toBe(true);
    gathered.done();
    expect(gathered.isTime(102, false)).toBe(false);
  });

  it('wait for each other, but not for a pause, and not for ever', () => {
    const gathered = gathering();
    gathered.add(of('amazon', 1), 0);
    expect(gathered.isTime(1900, true)).toBe(false);
    expect(gathered.isTime(2000, true)).toBe(true); // nothing came since
    for (let at = 0; at < 20_000; at += 500) {
      gathered.add(of('amazon', 1), at);
      expect(gathered.isTime(at, true)).toBe(false);
    }
    expect(gathered.isTime(20_000, true)).toBe(true);
  });

  it('fill one B2 file of a shop: 1,000 orders of one shop are enough, of two shops they are not', () => {
    const gathered = gathering();
    for (let i = 0; i < 999; i++) gathered.add(of('amazon', 1), 0);
    gathered.add(of('sheet', 999), 0);
    expect(gathered.isTime(0, true)).toBe(false);
    gathered.add(of('amazon', 1), 0);
    expect(gathered.isTime(0, true)).toBe(true);
    expect(gathered.documents).toHaveLength(1001);
  });

  it('are kept when what they set off failed, and tried again later', () => {
    const gathered = gathering();
    gathered.add(of('amazon', 1), 0);
    gathered.putOff(5000);
    expect(gathered.isTime(4999, false)).toBe(false);
    expect(gathered.until).toBe(5000);
    gathered.add(of('amazon', 1), 4000);
    expect(gathered.isTime(5000, false)).toBe(true);
    expect(gathered.documents).toHaveLength(2);
  });
});
