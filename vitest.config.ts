import { defineConfig } from 'vitest/config';

export default defineConfig({
  test: {
    // Away from UTC, so that a date that is read in the machine's zone by mistake shows up.
    env: { TZ: 'Asia/Kolkata' },
    restoreMocks: true,
    // What is waited for may take its time where two cores do everything; only its never coming is a failure.
    expect: { poll: { timeout: 10_000 } },
    projects: [
      {
        extends: true,
        // Properties on a busy machine with two cores take their time.
        test: {
          name: 'unit',
          include: ['tests/unit/**/*.test.{ts,tsx}'],
          testTimeout: 30_000,
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          name: 'db',
          include: ['tests/db/**/*.test.ts'],
          globalSetup: ['tests/support/database-setup.ts'],
          // A transaction in one database of a server holds back what another may prune, which some tests watch.
          maxWorkers: 1,
          testTimeout: 30_000,
          hookTimeout: 60_000,
        },
      },
      {
        extends: true,
        test: {
          name: 'e2e',
          include: ['tests/e2e/**/*.test.ts'],
          globalSetup: ['tests/support/e2e-setup.ts'],
          testTimeout: 60_000,
          hookTimeout: 120_000,
          fileParallelism: false,
        },
      },
    ],
  },
});
