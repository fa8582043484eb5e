import { expect } from 'vitest'
import { axeFaults, expectPage, type Visitor } from '../browser.ts'
import type { Hands } from './hands.ts'

const operations = ['RRS Execute', 'BES Submit', 'BES Start', 'BES Status', 'BES Delete']

/** Step 17, first half: the calls of the steps before are under their API, operation, product and user. */
export async function findCalls({ page, open }: Visitor, { press }: Hands, instance: string): Promise<void> {
  await open(`/developer/${instance}`)
  await press(page.getByRole('link', { name: 'Manage', exact: true }).first())
  await press(page.getByRole('link', { name: 'Analytics', exact: true }).first())
  await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('At a glance')
  const rowsOf = (table: string) => page.getByRole('table', { name: table }).getByRole('row')
  // Batches of a second, and the page that looks again: within moments, not at once.
  await expectPage(rowsOf('Most called APIs').filter({ hasText: 'AzureML Demo API' })).toContainText('5')
  for (const name of operations) {
    await expectPage(rowsOf('Most called operations').filter({ hasText: name })).toContainText('1')
  }
  await expectPage(rowsOf('Most used products').filter({ hasText: 'Starter' })).toContainText('5')
  await expectPage(rowsOf('Users with most calls')).toHaveCount(2)
  await press(page.getByRole('link', { name: 'AzureML Demo API', exact: true }).first())
  await press(page.getByRole('tab', { name: 'Requests', exact: true }))
  await expectPage(rowsOf('Requests')).toHaveCount(1 + operations.length)
  await press(
    page
      .getByRole('table', { name: 'Requests' })
      .getByRole('link', { name: /execute/ })
      .first(),
  )
  await expectPage(page.getByRole('region', { name: 'About this call' })).toContainText('RRS Execute')
}

/** Writes down each page of the two portals that is gone to, once by its path. @returns those so far */
export function rememberPages({ page }: Visitor): () => readonly string[] {
  const paths = new Set<string>()
  page.on('framenavigated', (frame) => {
    const { protocol, pathname } = new URL(frame.url())
    if (protocol === 'http:' && /^\/(publisher|developer)\//.test(pathname)) paths.add(pathname)
  })
  return () => [...paths]
}

/** Step 17, second half: each page is there by its address, and accessible in both schemes. */
export async function openAgain({ page, open }: Visitor, paths: readonly string[]): Promise<void> {
  const found: string[] = []
  for (const path of paths) {
    // Without transitions: colours are the new ones at once.
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await open(path)
    await expectPage(page.locator('[role="progressbar"]:not([aria-valuenow]), .fui-Skeleton')).toHaveCount(0)
    await expectPage(page).not.toHaveTitle(/^Page not found/)
    const faults = [...(await axeFaults(page))]
    await page.emulateMedia({ colorScheme: 'dark' })
    faults.push(...(await axeFaults(page, { only: ['color-contrast', 'link-in-text-block'] })))
    found.push(...faults.map((fault) => `${path}: ${fault}`))
  }
  expect(found).toEqual([])
}
