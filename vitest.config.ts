import { defineConfig } from 'vitest/config';

const limits = { testTimeout: 60_000, hookTimeout: 120_000, pool: 'forks' } as const;

/**
 * Tests that leave nothing behind in their process share it: to load the program anew for each file took long. Those
 * named here replace modules of Node.js, clocks or streams.
 */
const shared = 'test/{unit,golden,property}/**/!(disk|outbox|progress).test.ts';

export default defineConfig({
  test: {
    // Once for both projects.
    globalSetup: ['test/support/global.ts'],
    // Many files wait for processes, so three keep two processors busy.
    maxWorkers: 3,
    reporters: ['default'],
    projects: [
      { test: { ...limits, name: 'shared', include: [shared], isolate: false } },
      { test: { ...limits, name: 'own', include: ['test/**/*.test.ts'], exclude: [shared] } },
    ],
  },
});
