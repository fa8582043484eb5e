// `npm run screenshots`: a picture of every page, light and dark, in `.cache/screenshots`, to be looked at.
// Arguments pick pages by a part of their path; `--language nl` shows them in Dutch, `--width 360` on a phone.
import { mkdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { expectPage, openPortals } from '../../tests/support/browser.ts'
import { fillPortals } from '../../tests/support/fill-portals.ts'
import { developer, fillPath, portalPages } from '../../tests/support/portal-pages.ts'

const folder = join(import.meta.dirname, '..', '..', '.cache', 'screenshots')
const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { language: { type: 'string', default: 'en' }, width: { type: 'string', default: '1280' } },
})
const pages = portalPages.filter(
  ({ path }) => positionals.length === 0 || positionals.some((part) => path.includes(part)),
)

rmSync(folder, { recursive: true, force: true })
mkdirSync(folder, { recursive: true })
const portals = await openPortals()
try {
  const administrator = await portals.visit()
  const ids = await fillPortals(administrator, portals.serviceId)
  const people = { administrator: {}, developer: { as: { ...developer, service: 'sluice' } }, nobody: { as: null } }
  for (const scheme of ['light', 'dark'] as const) {
    for (const [as, options] of Object.entries(people)) {
      const visitor = await portals.visit({
        ...options,
        scheme,
        language: values.language === 'nl' ? 'nl' : 'en',
        size: { width: Number(values.width), height: 900 },
      })
      for (const { path } of pages.filter((page) => page.as === as)) {
        await visitor.open(fillPath(path, ids))
        await visitor.page.waitForTimeout(400)
        // Grey lines in the shape of what comes are no picture of the page.
        await expectPage(visitor.page.locator('.fui-Skeleton')).toHaveCount(0)
        await visitor.page.waitForTimeout(400)
        const file = `${path.replace(/[^a-z0-9]+/gi, '-').replace(/^-|-$/g, '') || 'home'}-${as}-${scheme}.png`
        await visitor.page.screenshot({ path: join(folder, file) })
      }
      for (const fault of visitor.faults) console.error(fault)
      await visitor.context.close()
    }
  }
  console.log(`${pages.length * 2} pictures in ${folder}`)
} finally {
  await portals.close()
}
