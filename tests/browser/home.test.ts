import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { administrator, expectPage, openPortals, type PortalBrowser, whyNoBrowser } from '../support/browser.ts'

const reason = whyNoBrowser()

describe.skipIf(reason !== undefined)(`home${reason === undefined ? '' : ` (${reason})`}`, () => {
  let portals: PortalBrowser
  beforeAll(async () => {
    portals = await openPortals()
  })
  afterAll(() => portals?.close())

  it('leads whoever comes without a session through signing in to where they wanted to go', async () => {
    const { page, faults } = await portals.visit({ as: null })
    await page.goto('/instances/sluice')
    await page.getByRole('textbox', { name: 'E-mail address' }).fill(administrator.email)
    await page.getByLabel('Password').fill('wrong')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expectPage(page.getByRole('alert').filter({ hasText: 'Code' })).toBeVisible()
    // What was typed is still there.
    await expectPage(page.getByRole('textbox', { name: 'E-mail address' })).toHaveValue(administrator.email)
    await page.getByLabel('Password').fill(administrator.password)
    await page.getByLabel('Password').press('Enter')
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('sluice')
    expect(new URL(page.url()).pathname).toBe('/instances/sluice')
    expect(faults).toEqual([])
  })

  it('goes to no other site after signing in, whatever the address asks for', async () => {
    const { page } = await portals.visit({ as: null })
    await page.goto('/sign-in?returnTo=//elsewhere.example/')
    await page.getByRole('textbox', { name: 'E-mail address' }).fill(administrator.email)
    await page.getByLabel('Password').fill(administrator.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Home')
    expect(new URL(page.url()).origin).toBe(new URL(portals.address).origin)
  })

  it('makes an instance in two steps with named progress, refusing a name that is taken', async () => {
    const { page, open, faults } = await portals.visit()
    await open('/')
    await page.getByRole('button', { name: 'New' }).click()
    await page.getByRole('menuitem', { name: 'App Services' }).click()
    await page.getByRole('menuitem', { name: 'API Management' }).click()
    await page.getByRole('menuitem', { name: 'Create' }).click()
    await page.getByRole('textbox', { name: 'URL' }).fill('sluice')
    await expectPage(page.getByText('Taken')).toBeVisible()
    await page.getByRole('textbox', { name: 'URL' }).fill('9 no name')
    await page.getByRole('textbox', { name: 'URL' }).blur()
    await expectPage(page.getByText('Use 1 to 50 letters')).toBeVisible()
    await page.getByRole('textbox', { name: 'URL' }).fill('demoazureml')
    await expectPage(page.getByText('Free')).toBeVisible()
    await page.getByRole('button', { name: 'Next' }).click()
    await page.getByRole('textbox', { name: 'Organization name' }).fill('demoazureml')
    // A reload in the middle loses nothing.
    await page.waitForTimeout(600)
    await page.reload()
    await expectPage(page.getByRole('textbox', { name: 'Organization name' })).toHaveValue('demoazureml')
    await page.getByRole('textbox', { name: 'Administrator e-mail' }).fill('admin@demo.example')
    await page.getByRole('button', { name: 'Create' }).click()
    await expectPage(page.getByText('Ready', { exact: true }).first()).toBeVisible({ timeout: 30_000 })
    await page.getByRole('link', { name: 'Manage' }).click()
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Dashboard')
    expect(new URL(page.url()).pathname).toBe('/publisher/demoazureml')
    expect(faults).toEqual([])
  })

  it('keeps the choice of colours and language, and shows no other scheme before the first paint', async () => {
    const { page, open } = await portals.visit()
    await open('/')
    await page.getByRole('button', { name: 'Account' }).click()
    await page.getByRole('menuitemradio', { name: 'Dark' }).click()
    await page.getByRole('menuitemradio', { name: 'Nederlands' }).click()
    await page.keyboard.press('Escape')
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Start')
    await page.reload({ waitUntil: 'commit' })
    await expectPage(page.locator('html')).toHaveAttribute('data-scheme', 'dark')
    await expectPage(page.locator('html')).toHaveAttribute('lang', 'nl')
  })

  it('opens any page by keyboard with the search and with keys', async () => {
    const { page, open } = await portals.visit()
    await open('/publisher/sluice')
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search and commands' }).fill('named')
    await page.keyboard.press('Enter')
    await page.waitForURL('**/publisher/sluice/named-values')
    await page.keyboard.press('g')
    await page.keyboard.press('h')
    await page.waitForURL(`${portals.address}/`)
    await page.keyboard.press('?')
    await expectPage(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    await page.keyboard.press('Escape')
    await expectPage(page.getByRole('dialog')).toHaveCount(0)
    await page.keyboard.press('?')
    await expectPage(page.getByRole('dialog', { name: 'Keyboard shortcuts' })).toBeVisible()
    // As from fingers that are quicker than the focus.
    await page.evaluate(() =>
      document.body.dispatchEvent(new KeyboardEvent('keydown', { key: 'Escape', bubbles: true })),
    )
    await expectPage(page.getByRole('dialog')).toHaveCount(0)
  })

  it('asks to sign in again in the middle of a form, and loses nothing of it', async () => {
    const { page, open, context } = await portals.visit()
    await open('/publisher/sluice/apis/new')
    await page.getByRole('textbox', { name: 'Web API name' }).fill('Half typed')
    await context.clearCookies()
    await page.getByRole('textbox', { name: 'Web service URL' }).fill('https://backend.example.com')
    await page.getByRole('textbox', { name: 'Web API URL suffix' }).fill('half-typed')
    await page.getByRole('button', { name: 'Save' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Your session has ended' })
    await dialog.getByRole('textbox', { name: 'E-mail address' }).fill(administrator.email)
    await dialog.getByLabel('Password').fill(administrator.password)
    await dialog.getByRole('button', { name: 'Sign in' }).click()
    await expectPage(dialog).toHaveCount(0)
    await expectPage(page.getByRole('textbox', { name: 'Web API name' })).toHaveValue('Half typed')
    await page.getByRole('button', { name: 'Save' }).click()
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Half typed')
  })
})
