import { defineConfig } from 'vitest/config'
import { builtEntries } from './tools/server-program.mjs'
import { LongestFirst } from './tools/test-run/longest-first.ts'

// Threads and processes that tests start are those of the built program where it is there and up to date: `npm test` has
// built it, and a thread of many modules starts in a fifth of the time from few files.
const entries = builtEntries()

export default defineConfig({
  ...(entries === undefined ? {} : { define: { builtEntryFiles: JSON.stringify(entries) } }),
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
