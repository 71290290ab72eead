/** Two projects: `unit` (every room, no browser) and `journeys` (a person's path in a real Chromium, one at a time). */
import { availableParallelism } from 'node:os'
import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    // One file a core: on two cores Vitest would leave one idle, and most of these tests wait for disks and child processes.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    reporters: process.env['COUNTERPOINT_TEST_REPORTER'] ? [process.env['COUNTERPOINT_TEST_REPORTER']] : ['default'],
    projects: [
      {
        test: {
          name: 'unit',
          include: ['tests/**/*.test.ts'],
          // The peers of the benches bring packages of their own.
          exclude: ['tests/journeys/**', 'tests/bench/peers/**'],
          testTimeout: 60_000,
          hookTimeout: 60_000,
        },
      },
      {
        test: {
          name: 'journeys',
          include: ['tests/journeys/**/*.test.ts'],
          fileParallelism: false,
          testTimeout: 120_000,
          hookTimeout: 120_000,
        },
      },
    ],
  },
})
