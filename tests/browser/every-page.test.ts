import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, it } from 'vitest'
import {
  axeFaults,
  expectPage,
  openPortals,
  type PortalBrowser,
  type VisitOptions,
  type Visitor,
} from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'
import { fillPortals } from '../support/fill-portals.ts'
import {
  developer,
  fillPath,
  type PageVisitor,
  type PortalIds,
  type PortalPage,
  portalPages,
} from '../support/portal-pages.ts'

const people: Readonly<Record<PageVisitor, VisitOptions>> = {
  administrator: {},
  developer: { as: { ...developer, service: 'sluice' } },
  nobody: { as: null },
}
const usual = { width: 1280, height: 900 }

describeInBrowser('every page', () => {
  let portals: PortalBrowser
  let ids: PortalIds
  beforeAll(async () => {
    portals = await openPortals()
    const administrator = await portals.visit()
    ids = await fillPortals(administrator, portals.serviceId)
    await administrator.context.close()
    // A run and a batch job come to their ends.
  }, 120_000)
  afterAll(() => portals?.close())

  it('is accessible in both schemes and languages, titled, and fits', { timeout: 900_000 }, async () => {
    const faults: string[] = []
    for (const [as, options] of Object.entries(people)) {
      const visitor = await portals.visit({ ...options, size: usual })
      const { open, page, context, faults: scriptFaults } = visitor
      await open('/sign-in')
      for (const [index, one] of portalPages.filter((each) => each.as === as).entries()) {
        // Each page is opened in one language and changes to the other, half of them from either side.
        const [first, second] = index % 2 === 0 ? (['en', 'nl'] as const) : (['nl', 'en'] as const)
        // Without transitions: colours are the new ones at once.
        await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' })
        await goOn(visitor, fillPath(one.path, ids))
        await untilDrawn(page)
        const found = [...(await axeFaults(page)), ...(await titleFaults(page, one, first))]
        // The width in English, with yet longer texts, is what the next test is about.
        if (first === 'nl') found.push(...(await widthFaults(page, one)))
        await page.emulateMedia({ colorScheme: 'dark' })
        found.push(...(await axeFaults(page, { only: colourRules })))
        await chooseLanguageElsewhere(page, second)
        await untilDrawn(page)
        // All but what a language does not change.
        found.push(...(await axeFaults(page, { without: colourRules })))
        found.push(...(await titleFaults(page, one, second)), ...scriptFaults.splice(0))
        if (second === 'nl') found.push(...(await widthFaults(page, one)))
        faults.push(...found.map((fault) => `${one.path}: ${fault}`))
      }
      await context.close()
    }
    expect(faults).toEqual([])
  })

  it('has room for texts that are 40 % longer', { timeout: 300_000 }, async () => {
    const faults: string[] = []
    for (const [as, options] of Object.entries(people)) {
      const { open, go, page, context } = await portals.visit({ ...options, size: usual })
      await open('/sign-in?pseudo')
      expect(await page.title()).toContain('~')
      for (const one of portalPages.filter((each) => each.as === as)) {
        await go(fillPath(one.path, ids))
        faults.push(...(await widthFaults(page, one)).map((fault) => `${one.path}: ${fault}`))
      }
      await context.close()
    }
    expect(faults).toEqual([])
  })
})

const colourRules = ['color-contrast', 'link-in-text-block']

/** A bar with a figure tells of a run or a job, and stays. */
const untilDrawn = (page: Page): Promise<void> =>
  expectPage(page.locator('[role="progressbar"]:not([aria-valuenow]), .fui-Skeleton')).toHaveCount(0)

/** As another tab of the same browser does; resolves when the page is drawn in it. */
async function chooseLanguageElsewhere(page: Page, language: 'en' | 'nl'): Promise<void> {
  await page.evaluate(`new Promise((resolve) => {
    localStorage.setItem('sluice.language', '${language}')
    dispatchEvent(new StorageEvent('storage', { key: 'sluice.language', newValue: '${language}' }))
    requestAnimationFrame(() => requestAnimationFrame(resolve))
  })`)
  await expectPage(page.locator('html')).toHaveAttribute('lang', language)
}

const notFound = { en: 'Page not found', nl: 'Pagina niet gevonden' }

/** From a page with a dialog anew: it is in the way until it has faded. */
async function goOn({ page, open, go }: Visitor, path: string): Promise<void> {
  const isAnew = (await page.locator('[role=dialog], [role=alertdialog]').count()) > 0
  await (isAnew ? open(path) : go(path))
}

async function titleFaults(page: Page, { path }: PortalPage, language: 'en' | 'nl'): Promise<readonly string[]> {
  const [title, headings] = await page.evaluate<[string, string[]]>(
    "[document.title, [...document.querySelectorAll('h1')].map(({ textContent }) => textContent)]",
  )
  return [
    ...(title.includes(' · ') ? [] : [`titled '${title}'`]),
    ...(headings.length === 1 ? [] : [`${headings.length} first headings`]),
    ...(headings[0] === notFound[language] && path !== '/nothing-is-here' ? ['there is no such page'] : []),
  ]
}

/** Pages of the developer portal fit into a telephone and into 400 % zoom of 1280 px, which is 320 px; all into 1024 px. */
async function widthFaults(page: Page, { path }: PortalPage): Promise<readonly string[]> {
  const widths = /^\/(publisher|studio|new|instances|$|\?)/.test(path) ? [1024] : [1024, 360, 320]
  const faults: string[] = []
  for (const width of widths) {
    await page.setViewportSize({ width, height: 700 })
    const overflow = await page
      .locator('#content')
      .evaluate(({ scrollWidth, clientWidth }) => (scrollWidth as number) - (clientWidth as number))
    if (overflow > 0) faults.push(`${overflow} px too wide at ${width} px`)
  }
  await page.setViewportSize(usual)
  return faults
}
