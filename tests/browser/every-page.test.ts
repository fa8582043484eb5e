import { expect as expectPage, type Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { axeFaults, openPortals, type PortalBrowser, type VisitOptions, whyNoBrowser } from '../support/browser.ts'
import { developer, fillPortals, type PageVisitor, portalPages } from '../support/portal-pages.ts'

const reason = whyNoBrowser()
const people: Readonly<Record<PageVisitor, VisitOptions>> = {
  administrator: {},
  developer: { as: { ...developer, service: 'sluice' } },
  nobody: { as: null },
}
/** Each scheme and each language once: what axe finds in one of them does not come of the two together. */
const looks = [
  { scheme: 'light', language: 'en' },
  { scheme: 'dark', language: 'nl' },
] as const

describe.skipIf(reason !== undefined)(`every page${reason === undefined ? '' : ` (${reason})`}`, () => {
  let portals: PortalBrowser
  beforeAll(async () => {
    portals = await openPortals()
    const administrator = await portals.visit()
    await fillPortals(administrator, portals.serviceId)
    await administrator.context.close()
  })
  afterAll(() => portals?.close())

  it.each(looks)('has no fault that axe finds: $scheme, $language', { timeout: 300_000 }, async (look) => {
    const faults: string[] = []
    for (const [as, options] of Object.entries(people)) {
      const { open, page, context, faults: scriptFaults } = await portals.visit({ ...options, ...look })
      for (const { path } of portalPages.filter((one) => one.as === as)) {
        await open(path)
        await settle(page)
        for (const fault of await axeFaults(page)) faults.push(`${path}: ${fault}`)
        for (const fault of scriptFaults.splice(0)) faults.push(`${path}: ${fault}`)
        if (path !== '/nothing-is-here' && (await page.locator('h1').textContent()) === notFound[look.language]) {
          faults.push(`${path}: there is no such page`)
        }
      }
      await context.close()
    }
    expect(faults).toEqual([])
  })

  it('has a title of its own, and one first heading', { timeout: 120_000 }, async () => {
    const faults: string[] = []
    for (const [as, options] of Object.entries(people)) {
      const { open, page, context } = await portals.visit(options)
      for (const { path } of portalPages.filter((one) => one.as === as)) {
        await open(path)
        await settle(page)
        if (!/ · /.test(await page.title())) faults.push(`${path}: titled '${await page.title()}'`)
        const headings = await page.locator('h1').count()
        if (headings !== 1) faults.push(`${path}: ${headings} first headings`)
      }
      await context.close()
    }
    expect(faults).toEqual([])
  })

  it('fits into 1024 px, those of the developer portal into 360 px and 320 px (400 %)', {
    timeout: 300_000,
  }, async () => {
    const faults: string[] = []
    for (const width of [1024, 360, 320]) {
      for (const [as, options] of Object.entries(people)) {
        const { open, page, context } = await portals.visit({ ...options, size: { width, height: 700 } })
        for (const { path } of portalPages.filter((one) => one.as === as)) {
          if (width < 1024 && /^\/(publisher|new|instances|$)/.test(path)) continue
          await open(path)
          await settle(page)
          const overflow = await page.evaluate<number>(
            "((content) => content.scrollWidth - content.clientWidth)(document.getElementById('content'))",
          )
          if (overflow > 0) faults.push(`${path} at ${width} px: ${overflow} px too wide`)
        }
        await context.close()
      }
    }
    expect(faults).toEqual([])
  })
})

const notFound = { en: 'Page not found', nl: 'Pagina niet gevonden' }

/** Data are there: no skeletons, nothing on its way but the events that never end. */
async function settle(page: Page): Promise<void> {
  await expectPage(page.locator('[role="progressbar"], .fui-Skeleton')).toHaveCount(0)
  await page.waitForTimeout(250)
}
