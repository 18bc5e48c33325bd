import { expect, test } from 'vitest';
import type { Journal } from '../../mocks/keep/journal.ts';
import { createLabState } from '../../mocks/lab.ts';
import { mailInto } from '../../mocks/mail/mail-into.ts';

test('a mail is there as soon as the journal says so: whatever state is written then has it', async () => {
  const now = Date.parse('2026-11-21T03:00:00Z');
  const lab = createLabState({ seed: 'empty', random: 1, realNow: () => now, from: now, life: false, systems: [] });
  const seen: number[] = [];
  // Where the journal is full, everything is written anew as soon as the line's work is done.
  const mail = () => queueMicrotask(() => seen.push(lab.mailbox.list().length));
  lab.journal = { mail } as unknown as Journal;
  const envelope = { from: 'a@lab.invalid', to: ['b@lab.invalid'] };
  for (const no of [1, 2]) {
    const kept = await mailInto(lab).receive(Buffer.from(`Subject: no ${no}\r\n\r\nhello\r\n`), envelope);
    expect([kept.no, kept.subject]).toEqual([no, `no ${no}`]);
  }
  expect(seen).toEqual([1, 2]);
});
