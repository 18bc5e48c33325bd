import type { ServerResponse } from 'node:http';
import { expect, test } from 'vitest';
import { dispatch } from '../../mocks/dispatch.ts';
import type { Journal } from '../../mocks/keep/journal.ts';
import { createLabState } from '../../mocks/lab.ts';
import type { MockSystem } from '../../mocks/system.ts';

test('a request is logged at the time that the journal has it at, however fast the clock goes', async () => {
  let now = Date.parse('2026-11-21T03:00:00Z');
  const nothing = () => {};
  const unknown = () => ({ status: 404, headers: {}, body: '' });
  const system = {
    name: 'toy',
    title: 'Toy',
    operations: [],
    changes: {},
    settle: nothing,
    reset: nothing,
    seed: nothing,
    unknown,
  };
  const lab = createLabState({
    seed: 'empty',
    random: 1,
    realNow: () => now++,
    from: now,
    life: false,
    systems: [() => system as unknown as MockSystem],
  });
  let written = 0;
  const request = () => {
    written = lab.clock.now();
  };
  lab.journal = { request } as unknown as Journal;
  const arrived = { method: 'GET', url: '/x', headers: {}, body: Buffer.alloc(0), base: 'http://127.0.0.1:1' };
  const response = { writeHead: nothing, end: nothing } as unknown as ServerResponse;
  await dispatch(lab, lab.system('toy'), undefined, arrived, response);
  expect(lab.log.list().map((one) => one.at)).toEqual([written]);
});
