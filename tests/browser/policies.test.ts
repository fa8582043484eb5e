import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeFaults, expectPage, openPortals, type PortalBrowser, type Visitor } from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'

const version = 'api-version=2024-05-01'
const page0 = '/publisher/sluice/policies'
const scoped = (scope: string) => `${page0}?scope=${encodeURIComponent(scope)}`

const editor = (page: Page) => page.getByRole('textbox', { name: /^(Policy document|Beleidsdocument)$/ })
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true })
const offers = (page: Page) => page.locator('.cm-tooltip-autocomplete').getByRole('option')

describeInBrowser('policies', () => {
  let portals: PortalBrowser
  let administrator: Visitor
  const path = (below: string) => `${portals.serviceId}${below}/policies/policy?${version}&format=rawxml`
  beforeAll(async () => {
    portals = await openPortals()
    administrator = await portals.visit()
  })
  afterAll(() => portals?.close())

  const valueAt = async (below: string) =>
    ((await administrator.call('GET', path(below))).json as { properties: { value: string } }).properties.value

  /** Puts the cursor at the end of the first line with this text. */
  async function endOf(page: Page, text: string) {
    await page.locator('.cm-line', { hasText: text }).first().click()
    await page.keyboard.press('End')
  }

  it('offers what may stand at the cursor, and writes it', async () => {
    const { page, open, faults } = administrator
    await open(scoped('/apis/echo-api'))
    await endOf(page, '<base />')
    await page.keyboard.press('Enter')
    await page.keyboard.type('<')
    await expectPage(page.getByRole('option', { name: 'rate-limit', exact: true })).toBeVisible()
    // It belongs to another section, and base stands here already.
    await expectPage(page.getByRole('option', { name: 'cache-store', exact: true })).toHaveCount(0)
    await expectPage(offers(page).filter({ hasText: /^.?base$/ })).toHaveCount(0)
    await page.keyboard.type('rate-l')
    await expectPage(offers(page).first()).toHaveAttribute('aria-selected', 'true')
    await page.waitForTimeout(150)
    // While it looks for offers anew, Enter would begin a line.
    await expectPage(page.locator('.cm-tooltip-autocomplete')).not.toHaveClass(/disabled/)
    await expectPage(offers(page).first()).toHaveText(/rate-limit/)
    await page.keyboard.press('Enter')
    await expectPage(page.locator('.cm-line', { hasText: 'rate-limit' })).toHaveText(
      /<rate-limit calls="" renewal-period="" \/>/,
    )
    await page.keyboard.type('20')
    await expectPage(page.getByText("'renewal-period' attribute has the invalid value ''")).toBeVisible()
    expect(faults).toEqual([])
  })

  it('shows a fault at its line, leads there, and saves when there is none', async () => {
    const { page } = administrator
    const place = page.getByRole('button', { name: /^Line 4, column/ })
    await expectPage(place).toBeVisible()
    await expectPage(page.locator('.cm-lintRange-error')).toHaveText('renewal-period')
    await place.click()
    await expectPage(editor(page)).toBeFocused()
    await page.keyboard.press('End')
    for (const _ of ' />"') await page.keyboard.press('ArrowLeft')
    await page.keyboard.type('60')
    await expectPage(page.getByText('No faults')).toBeVisible()
    await page.keyboard.press('Control+s')
    await expectPage(page.getByText('A document is written here.')).toBeVisible()
    expect(await valueAt('/apis/echo-api')).toContain('<rate-limit calls="20" renewal-period="60" />')
  })

  it('marks a fault in a C# expression at its column', async () => {
    const { page, open } = administrator
    await open(scoped('/products/starter'))
    await editor(page).click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText(
      '<policies>\n<inbound>\n<set-header name="X">\n<value>@(context.Requst.Method)</value>\n</set-header>\n</inbound>\n</policies>',
    )
    const place = page.getByRole('button', { name: 'Line 4, column 18' })
    await expectPage(place).toBeVisible()
    await expectPage(
      page.getByText("has no member 'Requst' that policies may use. Did you mean 'Request'?"),
    ).toBeVisible()
    await place.click()
    await expectPage(editor(page)).toBeFocused()
  })

  it('offers inside C# what the types know, and names of variables and named values', async () => {
    const { page, open, call, faults } = administrator
    // Text typed over a selection lets the browser itself try a style, in tests before this one.
    faults.splice(0)
    await call('PUT', `${portals.serviceId}/namedValues/greeting?${version}`, {
      properties: { displayName: 'greeting', value: 'hello' },
    })
    const value =
      '<policies>\n<inbound>\n<set-variable name="token" value="1" />\n<set-header name="X">\n<value>\n</value>\n</set-header>\n</inbound>\n</policies>'
    const written = { properties: { format: 'rawxml', value } }
    expect((await call('PUT', path('/products/unlimited'), written)).status).toBeLessThan(300)
    await open(scoped('/products/unlimited'))
    const offer = (name: string) => offers(page).filter({ has: page.getByText(name, { exact: true }) })
    await endOf(page, '<value>')
    await page.keyboard.type('@(context.')
    await expectPage(offer('Request')).toBeVisible()
    await expectPage(offer('Request')).toContainText('IRequest')
    await page.keyboard.type('Request.Body.A')
    await expectPage(offer('As')).toBeVisible()
    await expectPage(page.locator('.cm-completionInfo')).toContainText('T As<T>([bool preserveContent])')
    await offer('As').click()
    await expectPage(page.locator('.cm-line', { hasText: 'context' })).toHaveText(
      '<value>@(context.Request.Body.As<>())',
    )
    await page.keyboard.type('JOb')
    await offer('JObject').click()
    await expectPage(page.locator('.cm-line', { hasText: 'context' })).toContainText('As<JObject>()')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.press('ArrowRight')
    await page.keyboard.type('.Properties().Select(p => p.')
    await expectPage(offer('Name')).toContainText('string')
    await page.keyboard.type('Name == (string)context.Variables["')
    await expectPage(offers(page)).toHaveText(['token'])
    await offers(page).first().click()
    await expectPage(page.locator('.cm-line', { hasText: 'context' })).toContainText('context.Variables["token"]')
    await page.keyboard.press('End')
    await page.keyboard.type(' {{gr')
    await expectPage(offer('greeting')).toBeVisible()
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Discard changes' }).click()
    expect((await call('DELETE', path('/products/unlimited'))).status).toBe(200)
    expect(faults).toEqual([])
  })

  it('changes the same text in forms, byte for byte but for what is changed', async () => {
    const { page, open, call } = administrator
    const text = (calls: string) =>
      `<policies>\n  <inbound>\n    <base />\n    <!-- "kept" & so on -->\n    <rate-limit   calls='${calls}' renewal-period="60" />\n  </inbound>\n</policies>`
    const body = { properties: { format: 'rawxml', value: text('20') } }
    expect((await call('PUT', path('/apis/echo-api'), body)).status).toBe(200)
    await open(scoped('/apis/echo-api'))
    await page.getByRole('tab', { name: 'Forms' }).click()
    const inbound = page.getByRole('region', { name: 'inbound' })
    await inbound.getByRole('textbox', { name: 'calls', exact: true }).fill('x')
    await expectPage(inbound.getByText('A whole number is needed.')).toBeVisible()
    await inbound.getByRole('textbox', { name: 'calls', exact: true }).fill('7')
    await save(page).click()
    await expectPage(page.getByRole('status').getByText('Saved').first()).toBeVisible()
    expect(await valueAt('/apis/echo-api')).toBe(text('7'))
    await page.getByRole('button', { name: 'Add policy to outbound' }).click()
    await page.getByRole('menuitem', { name: 'Transformation' }).click()
    await page.getByRole('menuitem', { name: 'set-header' }).click()
    await expectPage(
      page.getByRole('region', { name: 'outbound' }).getByRole('textbox', { name: 'value' }),
    ).toBeVisible()
    await page.getByRole('button', { name: 'Discard changes' }).click()
    await expectPage(page.getByText('This section is not in the document.').first()).toBeVisible()
  })

  it('inserts a policy with what is to be filled in, chosen by category', async () => {
    const { page, open } = administrator
    await open(scoped('/products/unlimited'))
    await expectPage(page.getByText('No document is written here yet')).toBeVisible()
    await editor(page).waitFor()
    await page.getByRole('button', { name: 'Insert policy' }).click()
    await page.getByRole('menuitem', { name: 'Rate limiting and quotas' }).click()
    await page.getByRole('menuitem', { name: /^quota Refuses/ }).click()
    await expectPage(page.locator('.cm-line', { hasText: '<quota' })).toBeVisible()
    await expectPage(page.getByText('No faults')).toBeVisible()
    await page.getByRole('button', { name: 'Discard changes' }).click()
    await expectPage(page.locator('.cm-line', { hasText: '<quota' })).toHaveCount(0)
  })

  it('shows what runs in the end, by scope, and what is cut off', async () => {
    const { page, open, call } = administrator
    const own = '<policies><inbound><set-header name="X"><value>1</value></set-header></inbound></policies>'
    const operation = '/apis/echo-api/operations/retrieve-resource'
    await call('DELETE', path(operation))
    await open(scoped(operation))
    await page.getByRole('tab', { name: 'Effective policy' }).click()
    const inbound = page.getByRole('region', { name: 'inbound' })
    await expectPage(inbound.getByRole('listitem').first()).toContainText('API · line 5')
    await expectPage(inbound.getByRole('listitem').first()).toContainText('rate-limit')
    await page.getByRole('tab', { name: 'Code' }).click()
    await editor(page).click()
    await page.keyboard.press('Control+a')
    await page.keyboard.press('Delete')
    await page.keyboard.insertText(own)
    await expectPage(page.getByText('No faults')).toBeVisible()
    await save(page).click()
    await expectPage(page.getByText('A document is written here.')).toBeVisible()
    await page.getByRole('tab', { name: 'Effective policy' }).click()
    await expectPage(inbound.getByRole('listitem')).toHaveCount(1)
    await expectPage(inbound).toContainText('has no <base /> in this section (line 1)')
    await page.getByRole('button', { name: 'Restore default' }).click()
    await expectPage(page.getByText('No document is written here yet')).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expectPage(page.getByText('A document is written here.')).toBeVisible()
    expect(await valueAt(operation)).toBe(own)
  })

  it('writes a fragment, says where it is used, deletes it only when it is not', async () => {
    const { page, open, call } = administrator
    await open('/publisher/sluice/fragments')
    await expectPage(page.getByText('There are no policy fragments yet')).toBeVisible()
    await page.getByRole('link', { name: 'Add fragment' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('shared')
    await page.getByRole('button', { name: 'Insert policy' }).click()
    await page.getByRole('menuitem', { name: 'Transformation' }).click()
    await page.getByRole('menuitem', { name: /^set-header/ }).click()
    await expectPage(page.locator('.cm-line', { hasText: 'set-header' }).first()).toBeVisible()
    await save(page).click()
    await expectPage(page.getByRole('heading', { level: 1, name: 'shared' })).toBeVisible()
    await expectPage(page.getByText('No document includes this fragment.')).toBeVisible()
    const using = '<policies><inbound><base /><include-fragment fragment-id="shared" /></inbound></policies>'
    await call('PUT', path('/apis/echo-api'), { properties: { format: 'rawxml', value: using } })
    await page.reload()
    await expectPage(page.getByRole('link', { name: '/apis/echo-api' })).toBeVisible()
    await expectPage(page.getByRole('button', { name: 'Delete' })).toHaveAttribute('aria-disabled', 'true')
    expect((await call('DELETE', path('/apis/echo-api'))).status).toBe(200)
    await page.reload()
    await expectPage(page.getByText('No document includes this fragment.')).toBeVisible()
    await page.getByRole('button', { name: 'Delete' }).click()
    await expectPage(page.getByText('There are no policy fragments yet')).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expectPage(page.getByRole('link', { name: 'shared' })).toBeVisible()
  })

  it.each([
    { scheme: 'light', language: 'en' },
    { scheme: 'dark', language: 'nl' },
  ] as const)(
    'has no fault that axe finds in code, forms and what runs: $scheme, $language',
    { timeout: 60_000 },
    async (look) => {
      const { page, open, faults } = await portals.visit(look)
      const found: string[] = []
      const note = async (where: string) => {
        for (const fault of await axeFaults(page)) found.push(`${where}: ${fault}`)
      }
      await open(scoped('/apis/echo-api/operations/retrieve-resource'))
      await editor(page).waitFor()
      await note('code')
      await page.getByRole('tab', { name: /Forms|Formulieren/ }).click()
      await note('forms')
      await page.getByRole('tab', { name: /Effective|Effectief/ }).click()
      await page.getByRole('region', { name: 'on-error' }).waitFor()
      await note('effective')
      expect(found).toEqual([])
      expect(faults).toEqual([])
    },
  )
})
