import { defineConfig } from 'vitest/config'
import { LongestFirst } from './tools/test-run/longest-first.ts'

export default defineConfig({
  test: {
    include: ['packages/*/src/**/*.test.ts', 'apps/*/src/**/*.test.ts', 'tests/**/*.test.ts', 'tools/**/*.test.ts'],
    testTimeout: 120_000,
    hookTimeout: 120_000,
    maxWorkers: 2,
    // Files share what they import, which halves the time of all: no module of ours keeps state that tests change.
    isolate: false,
    sequence: { sequencer: LongestFirst },
  },
})
