import { describe } from 'vitest'
import { whyNoBrowser } from './browser.ts'

/**
 * Tests in a browser, skipped with the reason where there is none. One that fails is tried once more: a browser, four
 * programs and other tests share the machine, and what a page does depends on who is first. `npm test` names those that
 * needed it.
 */
export function describeInBrowser(name: string, tests: () => void): void {
  const reason = whyNoBrowser()
  describe.skipIf(reason !== undefined)(reason === undefined ? name : `${name} (${reason})`, { retry: 1 }, tests)
}
