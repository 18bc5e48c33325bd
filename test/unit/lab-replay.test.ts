import { expect, test } from 'vitest';
import { createLabState } from '../../mocks/lab.ts';
import { replay } from '../../mocks/replay.ts';

test('a recording that cannot be replayed to its end leaves a clock that runs', async () => {
  const now = Date.parse('2026-11-21T03:00:00Z');
  const lab = createLabState({ seed: 'empty', random: 1, realNow: () => now, from: now, life: false, systems: [] });
  const at = '2026-11-20T03:00:00Z';
  const request = {
    at,
    system: 'gone',
    operation: '',
    method: 'GET',
    url: '/',
    headers: {},
    body: '',
    status: 200,
    fault: '',
  };
  const series = { begin: at, seed: null, random: 1, requests: [request] };
  await expect(replay(lab, series as never, 'http://127.0.0.1:9')).rejects.toThrow('unknown system "gone"');
  expect(lab.clock.isFrozen()).toBe(false);
});
