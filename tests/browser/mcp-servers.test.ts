import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectPage, openPortals, type PortalBrowser, type Visitor } from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'

const apis = '/publisher/sluice/apis'

describeInBrowser('MCP servers', () => {
  let portals: PortalBrowser
  let visitor: Visitor
  let page: Page
  beforeAll(async () => {
    portals = await openPortals()
    visitor = await portals.visit()
    page = visitor.page
  })
  afterAll(() => portals?.close())

  const field = (name: string) => page.getByRole('textbox', { name, exact: true })
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const heading = () => page.getByRole('heading', { level: 1 })
  const pick = async (label: string, option: string) => {
    await page.getByRole('combobox', { name: label }).click()
    await page.getByRole('option', { name: option }).click()
  }

  it('are made of chosen operations, with an address and configurations to copy', async () => {
    await visitor.open(apis)
    await page.getByRole('link', { name: 'Create MCP server' }).click()
    await pick('API', 'Echo API')
    await expectPage(field('Name of the server')).toHaveValue('Echo API MCP')
    await expectPage(field('Web API URL suffix')).toHaveValue('echo-mcp')
    await expectPage(page.getByText(/https:\/\/localhost:\d+\/echo-mcp\/mcp$/)).toBeVisible()
    await expectPage(page.getByRole('checkbox', { name: 'Starter' })).toBeChecked()
    await button('Create MCP server').click()
    await expectPage(page.getByText('Choose at least one operation.')).toBeVisible()
    await page.getByRole('checkbox', { name: /^Retrieve resource GET/ }).check()
    await page.getByRole('checkbox', { name: /^Create resource POST/ }).check()
    await field('Name of Create resource').fill('not a name')
    await button('Create MCP server').click()
    await expectPage(page.getByText('Letters, digits, _, - and . only, at most 128.')).toBeVisible()
    await field('Name of Create resource').fill('createResource')
    await button('Create MCP server').click()
    await expectPage(heading()).toHaveText('Echo API MCP')
    expect(new URL(page.url()).pathname).toBe(`${apis}/echo-api-mcp/tools`)
    await expectPage(page.getByText(/^https:\/\/localhost:\d+\/echo-mcp\/mcp$/)).toBeVisible()
    await expectPage(page.getByText(/"Ocp-Apim-Subscription-Key": "\$\{input:echo-api-mcp-key\}"/)).toBeVisible()
    await page.getByRole('tab', { name: 'Claude Code' }).click()
    await expectPage(page.getByText('claude mcp add --transport http echo-api-mcp https://localhost:')).toBeVisible()
    await expectPage(page.getByRole('row', { name: /createResource Create resource/ })).toBeVisible()
    await visitor.open(`${apis}?q=echo`)
    await expectPage(page.getByRole('row', { name: /Echo API MCP\s*MCP/ })).toBeVisible()
    expect(visitor.faults).toEqual([])
  })

  it('take tools one by one', async () => {
    await visitor.open(`${apis}/echo-api-mcp/tools`)
    await button('Add tool').click()
    const dialog = page.getByRole('dialog', { name: 'Add tool' })
    await pick('API', 'Echo API')
    await pick('Operation', 'Remove resource')
    await expectPage(field('Name')).toHaveValue('remove-resource')
    await field('Name').fill('createResource')
    await dialog.getByRole('button', { name: 'Add tool' }).click()
    await expectPage(dialog.getByText(/createResource/).first()).toBeVisible()
    await field('Name').fill('removeResource')
    await field('Description').fill('Removes it for good.')
    await dialog.getByRole('button', { name: 'Add tool' }).click()
    await expectPage(page.getByRole('row', { name: /removeResource.*Removes it for good\./ })).toBeVisible()

    await button('More actions for removeResource').click()
    await page.getByRole('menuitem', { name: 'Edit' }).click()
    await field('Description').fill('Removes it.')
    await button('Save').click()
    await expectPage(page.getByRole('row', { name: /removeResource.*Removes it\./ })).toBeVisible()

    await button('More actions for removeResource').click()
    await page.getByRole('menuitem', { name: 'Delete' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
    await expectPage(page.getByRole('row', { name: /removeResource/ })).toHaveCount(0)
    expect(visitor.faults).toEqual([])
  })

  it('can be all that a product has', async () => {
    await visitor.open(`${apis}/new-mcp`)
    await page.getByRole('combobox', { name: 'Tools' }).selectOption('All operations of a product')
    await page.getByRole('combobox', { name: 'Product', exact: true }).selectOption('Unlimited')
    await field('Name of the server').fill('Everything')
    await field('Web API URL suffix').fill('everything')
    await button('Create MCP server').click()
    await expectPage(heading()).toHaveText('Everything')
    await expectPage(page.getByText('Every operation of the product unlimited is a tool.')).toBeVisible()
    await expectPage(page.getByRole('row', { name: /echo-api_retrieve-resource Retrieve resource/ })).toBeVisible()
    await expectPage(button('Add tool')).toHaveCount(0)
    await visitor.open('/developer/sluice/apis/everything')
    await expectPage(page.getByText('echo-api_retrieve-resource', { exact: true })).toBeVisible()
    expect(visitor.faults).toEqual([])
  })

  it('are shown to developers with their address and tools', async () => {
    await visitor.open('/developer/sluice/apis/echo-api-mcp')
    await expectPage(page.getByText(/^https:\/\/localhost:\d+\/echo-mcp\/mcp$/)).toBeVisible()
    await expectPage(page.getByText('createResource', { exact: true })).toBeVisible()
    expect(visitor.faults).toEqual([])
  })
})
