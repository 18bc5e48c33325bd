import { defineConfig } from 'vitest/config';

const limits = { testTimeout: 60_000, hookTimeout: 120_000, pool: 'forks' } as const;

/**
 * Tests that leave nothing behind in their process share it: to load the program anew for each file took a quarter of the whole time. Those
 * named here replace modules of Node.js, clocks or streams.
 */
const shared = 'test/{unit,golden,property}/**/!(disk|outbox|progress).test.ts';

export default defineConfig({
  test: {
    // Once for both projects.
    globalSetup: ['test/support/global.ts'],
    maxWorkers: 2,
    reporters: ['default'],
    projects: [
      { test: { ...limits, name: 'shared', include: [shared], isolate: false } },
      { test: { ...limits, name: 'own', include: ['test/**/*.test.ts'], exclude: [shared] } },
    ],
  },
});
