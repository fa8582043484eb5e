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

/** A page that was visited: its address, and what its title was. */
export interface VisitedPage {
  readonly path: string
  readonly title: string
}

/** Writes down each page that is gone to, once by its path. @returns those so far */
export function rememberPages({ page }: Visitor): () => readonly VisitedPage[] {
  const titles = new Map<string, string>()
  const look = async () => {
    const { pathname } = new URL(page.url())
    // A page that was left meanwhile has no title to tell; the next look has one.
    const title = await page.title().catch(() => '')
    if (pathname !== '/' && title !== '' && new URL(page.url()).pathname === pathname) titles.set(pathname, title)
  }
  const timer = setInterval(() => void look(), 200)
  page.once('close', () => clearInterval(timer))
  return () => {
    clearInterval(timer)
    return [...titles].map(([path, title]) => ({ path, title }))
  }
}

/** Step 17, second half: each page is the same by its address, and accessible in both schemes. */
export async function openAgain({ page, open }: Visitor, visited: readonly VisitedPage[]): Promise<void> {
  const found: string[] = []
  for (const { path, title } of visited) {
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
    await open(path)
    await expectPage(page).toHaveTitle(title)
    await expectPage(page.locator('[role="progressbar"]:not([aria-valuenow]), .fui-Skeleton')).toHaveCount(0)
    const faults = [...(await axeFaults(page))]
    await page.emulateMedia({ colorScheme: 'dark' })
    faults.push(...(await axeFaults(page, { only: ['color-contrast', 'link-in-text-block'] })))
    found.push(...faults.map((fault) => `${path}: ${fault}`))
  }
  expect(found).toEqual([])
}
