import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectPage, openPortals, type PortalBrowser, type Visitor } from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'

/** As patient as the actions on pages are. */
const apis = '/publisher/sluice/apis'
const apiVersion = 'api-version=2024-05-01'

const definition = (paths: object) =>
  JSON.stringify({
    openapi: '3.0.3',
    info: { title: 'Pet shop', version: '1', description: 'Pets.' },
    servers: [{ url: 'https://pets.example/v1' }],
    paths,
  })
const answers = { responses: { 200: { description: 'Done' } } }
const first = definition({
  '/pets': { get: { operationId: 'listPets', summary: 'List pets', ...answers } },
  '/visits': { get: { operationId: 'listVisits', summary: 'List visits', ...answers } },
})
const second = definition({
  '/pets': {
    get: { operationId: 'listPets', summary: 'All pets', ...answers },
    post: { operationId: 'addPet', summary: 'Add a pet', ...answers },
  },
})

describeInBrowser('APIs', () => {
  let portals: PortalBrowser
  let visitor: Visitor
  let page: Page
  /** Path of the instance in the management API. */
  let service: string
  beforeAll(async () => {
    portals = await openPortals()
    visitor = await portals.visit()
    page = visitor.page
    service = portals.serviceId
  })
  afterAll(() => portals?.close())

  const field = (name: string) => page.getByRole('textbox', { name })
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const heading = () => page.getByRole('heading', { level: 1 })
  const read = async (path: string) => {
    const { json } = await visitor.call('GET', `${service}${path}?${apiVersion}`)
    return json as { properties: Record<string, unknown>; value: { name: string }[] }
  }

  it('adds one with its address composed while typing, names what is wrong, and finds it in the list', async () => {
    await visitor.open(apis)
    await page.getByRole('link', { name: 'Add API' }).click()
    await button('Save').click()
    await expectPage(page.getByText('This is needed.').first()).toBeVisible()
    await expectPage(field('Web API name')).toBeFocused()
    await field('Web API name').fill('Echo API')
    await field('Web service URL').fill('echo.example')
    await field('Web API URL suffix').fill('weather')
    await expectPage(page.getByText('begins with http:// or https://')).toBeVisible()
    await expectPage(page.getByText(/https:\/\/localhost:\d+\/weather$/)).toBeVisible()
    await field('Web service URL').fill('https://weather.example')
    await page.getByRole('checkbox', { name: 'HTTP', exact: true }).check()
    await expectPage(page.getByText(/http:\/\/localhost:\d+\/weather$/)).toBeVisible()
    await page.getByRole('checkbox', { name: 'Starter' }).check()
    // The identifier follows the name, and is one that there is already.
    await expectPage(field('Identifier')).toHaveValue('echo-api')
    await button('Save').click()
    await expectPage(page.getByText('There is an API with this identifier already.')).toBeVisible()
    await field('Web API name').fill('Weather')
    await expectPage(field('Identifier')).toHaveValue('weather')
    await button('Save').click()
    await expectPage(heading()).toHaveText('Weather')
    expect(new URL(page.url()).pathname).toBe(`${apis}/weather/summary`)
    expect((await read('/apis/weather')).properties).toMatchObject({
      path: 'weather',
      protocols: ['https', 'http'],
      serviceUrl: 'https://weather.example',
    })
    expect((await read('/apis/weather/products')).value.map(({ name }) => name)).toEqual(['starter'])

    await visitor.open(`${apis}?q=/weath`)
    await expectPage(page.getByRole('row')).toHaveCount(2)
    await expectPage(page.getByRole('link', { name: 'Starter' })).toBeVisible()
    await page.getByRole('searchbox').fill('nothing like it')
    await expectPage(page.getByText('No APIs match “nothing like it”')).toBeVisible()
    await page.getByRole('status').getByRole('button', { name: 'Clear' }).click()
    await expectPage(page.getByRole('link', { name: 'Weather', exact: true })).toBeVisible()
    expect(visitor.faults).toEqual([])
  })

  it('imports a definition, tells faults with their place, and shows what a renewal removes before it happens', async () => {
    await visitor.open(`${apis}/import`)
    const input = page.locator('input[type=file]')
    const file = (text: string) => ({ name: 'pets.json', mimeType: 'application/json', buffer: Buffer.from(text) })
    await input.setInputFiles(file(first.replace('"paths"', 'paths')))
    await expectPage(page.getByRole('alert').getByText(/line 1, column \d+/)).toBeVisible()
    await input.setInputFiles(file(first))
    await expectPage(page.getByText('2 added, 0 changed, 0 removed, 0 unchanged')).toBeVisible()
    expect(await read('/apis/pet-shop').catch(() => undefined)).toHaveProperty('error')
    await expectPage(field('Web API name')).toHaveValue('Pet shop')
    await button('Import').click()
    await expectPage(heading()).toHaveText('Pet shop')

    await page.getByRole('link', { name: 'Import a definition' }).click()
    await page.getByRole('radio', { name: 'Text' }).check()
    await page.getByRole('textbox', { name: 'Text of the definition' }).fill(second)
    await button('Check').click()
    await expectPage(page.getByText('1 added, 1 changed, 1 removed, 0 unchanged')).toBeVisible()
    await expectPage(page.getByRole('row', { name: /Removed GET \/visits/ })).toBeVisible()
    await button('Import and remove 1 operation').click()
    await page.waitForURL(`**${apis}/pet-shop/operations`)
    const { value } = await read('/apis/pet-shop/operations')
    expect(value.map(({ name }) => name).sort()).toEqual(['addpet', 'listpets'])
  })

  it('reads a definition of two megabytes without standing still', async () => {
    const paths = Object.fromEntries(
      Array.from({ length: 2_500 }, (_, index) => [
        `/things/${index}`,
        { get: { operationId: `thing${index}`, summary: `Thing ${index}`, description: 'x'.repeat(700), ...answers } },
      ]),
    )
    await visitor.open(`${apis}/import`)
    const buffer = Buffer.from(definition(paths))
    expect(buffer.length).toBeGreaterThan(2_000_000)
    await page.locator('input[type=file]').setInputFiles({ name: 'things.json', mimeType: 'application/json', buffer })
    await expectPage(page.getByText('2,500 added, 0 changed, 0 removed, 0 unchanged')).toBeVisible({ timeout: 20_000 })
    // Of thousands of rows, those on the screen are drawn.
    expect(await page.getByRole('row').count()).toBeLessThan(200)
  })

  it('shows two people who save one API both versions, and lets the second one choose', async () => {
    await visitor.open(`${apis}/weather/settings`)
    await field('Contact name').fill('Mine')
    await visitor.call('PATCH', `${service}/apis/weather?${apiVersion}`, {
      properties: { contact: { name: 'Theirs' } },
    })
    await page.keyboard.press('Control+s')
    const dialog = page.getByRole('alertdialog', { name: 'There is a newer version' })
    await expectPage(dialog).toContainText('Theirs')
    await expectPage(dialog).toContainText('Mine')
    await dialog.getByRole('button', { name: 'Save mine over it' }).click()
    await expectPage(dialog).toHaveCount(0)
    await expect.poll(async () => (await read('/apis/weather')).properties.contact).toMatchObject({ name: 'Mine' })

    await visitor.open(`${apis}/weather/security`)
    await page.getByRole('switch', { name: 'Subscription required' }).uncheck()
    await button('Save').click()
    await expectPage(page.getByText('Saved', { exact: true }).first()).toBeVisible()
    expect((await read('/apis/weather')).properties.subscriptionRequired).toBe(false)
  })

  it('tries a revision, makes it current with notes, and adds a version', async () => {
    await visitor.open(`${apis}/weather/revisions`)
    await button('Add revision').click()
    await field('Description').fill('Second')
    await page.getByRole('dialog').getByRole('button', { name: 'Add revision' }).click()
    await expectPage(page.getByRole('row', { name: /2 Online Second \/weather;rev=2/ })).toBeVisible()
    await button('Actions for revision 2').click()
    await page.getByRole('menuitem', { name: 'Make current' }).click()
    await field('Notes for the change log').fill('It is *better*.')
    await page.getByRole('dialog').getByRole('button', { name: 'Make current' }).click()
    await expectPage(page.getByRole('row', { name: /2 Current Second/ })).toBeVisible()
    await expectPage(page.getByText('It is better.')).toBeVisible()
    await button('Actions for revision 1').click()
    await page.getByRole('menuitem', { name: 'Take offline' }).click()
    await expectPage(page.getByRole('row', { name: /1 Offline/ })).toBeVisible()
    await button('Undo').click()
    await expectPage(page.getByRole('row', { name: /1 Online/ })).toBeVisible()
    // A message that goes hands its focus to the next one, which must not happen over a dialog.
    await expectPage(page.getByRole('status').getByText('Revision 1 is offline')).toHaveCount(0)

    await button('Add version').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Version', exact: true }).fill('v2')
    await expectPage(dialog.getByText(/https:\/\/localhost:\d+\/weather\/v2/)).toBeVisible()
    await dialog.getByRole('button', { name: 'Add version' }).click()
    await page.waitForURL(`**${apis}/weather-v2/summary`)
    expect((await read('/apis/weather-v2/products')).value.map(({ name }) => name)).toEqual(['starter'])
    expect((await read('/apis/weather')).properties).toMatchObject({ apiVersion: '' })
  })

  it('tags, closes an issue, and takes an API out of a product with a way back, by keyboard', async () => {
    await visitor.call('PUT', `${service}/apis/weather/issues/rain?${apiVersion}`, {
      properties: { title: 'Always rain', description: 'It says **rain**.', userId: '/users/1' },
    })
    await visitor.open(`${apis}/weather/summary`)
    await page.getByRole('combobox', { name: 'Add a tag' }).focus()
    await page.keyboard.type('Public')
    await page.getByRole('option', { name: 'Create “Public”' }).waitFor()
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    await expectPage(page.getByText('The tag Public is added').first()).toBeVisible()

    await page.getByRole('tab', { name: 'Summary' }).focus()
    for (let step = 0; step < 6; step += 1) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await page.waitForURL(`**${apis}/weather/products`)
    await expectPage(page.getByRole('tab', { name: 'Products' })).toBeFocused()
    await button('Remove from Starter').focus()
    await page.keyboard.press('Enter')
    await expectPage(page.getByText('In no product yet')).toBeVisible()
    await button('Undo').press('Enter')
    await expectPage(page.getByRole('row', { name: /Starter/ })).toBeVisible()

    await visitor.open(`${apis}/weather/issues`)
    await page.getByRole('link', { name: 'Always rain' }).press('Enter')
    await expectPage(page.locator('strong', { hasText: 'rain' })).toBeVisible()
    await field('Comment').fill('Look out of the window.')
    await button('Add comment').press('Enter')
    await expectPage(page.getByText('Look out of the window.')).toBeVisible()
    await button('Close issue').press('Enter')
    await expect.poll(async () => (await read('/apis/weather/issues/rain')).properties.state).toBe('closed')
  })

  it('says who loses what before an API goes, and hides from analysts what they may not do', async () => {
    await visitor.open(`${apis}/weather/summary`)
    await button('Delete API').click()
    const dialog = page.getByRole('alertdialog')
    await expectPage(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await expectPage(dialog).toContainText('It leaves the product Starter.')
    await dialog.getByRole('textbox').fill('Weather')
    await dialog.getByRole('button', { name: 'Delete API' }).click()
    await page.waitForURL(`**${apis}`)
    await expectPage(page.getByText('Weather is deleted').first()).toBeVisible()

    const analyst = { email: 'ana@example.com', password: 'a password for Ana' }
    const properties = { ...analyst, firstName: 'Ana', lastName: 'Lyst', state: 'active', role: 'analyst' }
    await visitor.call('PUT', `${service}/users/ana?${apiVersion}`, { properties })
    const reader = await portals.visit({ as: { ...analyst, service: 'sluice' } })
    await reader.open(apis)
    await expectPage(reader.page.getByRole('row')).not.toHaveCount(0)
    await expectPage(reader.page.getByRole('link', { name: 'Add API' })).toHaveCount(0)
    await reader.open(`${apis}/echo-api/settings`)
    await expectPage(reader.page.getByText('Only publishers and administrators can change this.')).toBeVisible()
    await expectPage(reader.page.getByRole('textbox', { name: 'Web API name' })).toBeDisabled()
    await reader.context.close()
  })
})
