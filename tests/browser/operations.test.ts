import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectPage, openPortals, type PortalBrowser, type Visitor } from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'

const version = 'api-version=2024-05-01'
const base = '/publisher/sluice/apis/tutorial/operations'

/** Steps 12 and 13 of the acceptance scenario. */
const tutorial = [
  [
    'POST',
    '/workspaces/{workspace}/services/{service}/execute?api-version={apiversion}&details={details}',
    'RRS Execute',
  ],
  ['POST', '/workspaces/{workspace}/services/{service}/jobs?api-version={apiversion}', 'BES Submit'],
  ['POST', '/workspaces/{workspace}/services/{service}/jobs/{jobid}/start?api-version={apiversion}', 'BES Start'],
  ['GET', '/workspaces/{workspace}/services/{service}/jobs/{jobid}?api-version={apiversion}', 'BES Status'],
  ['DELETE', '/workspaces/{workspace}/services/{service}/jobs/{jobid}?api-version={apiversion}', 'BES Delete'],
] as const

const field = (page: Page, name: string) => page.getByRole('textbox', { name, exact: true })
const tab = (page: Page, name: string) =>
  page.getByRole('tablist', { name: 'Parts of the operation' }).getByRole('tab', { name })
/** A message above the page; the same text stands in a live region. */
const toast = (page: Page, text: string) => page.getByRole('status').getByText(text).first()
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true })

describeInBrowser('operations', () => {
  let portals: PortalBrowser
  let administrator: Visitor
  const path = (below: string) => `${portals.serviceId}/apis/tutorial${below}?${version}`
  beforeAll(async () => {
    portals = await openPortals()
    administrator = await portals.visit()
    const properties = { displayName: 'Tutorial', path: 'tutorial', serviceUrl: 'https://service.example' }
    await putNew(path(''), properties)
  })
  afterAll(() => portals?.close())

  /** A resource that is not there yet takes no entity tag. */
  async function putNew(address: string, properties: unknown) {
    const { csrfToken } = (await (await administrator.context.request.get('/api/session')).json()) as {
      csrfToken: string
    }
    const answer = await administrator.context.request.put(address, {
      headers: { 'X-CSRF-Token': csrfToken },
      data: { properties },
    })
    if (!answer.ok()) throw new Error(`PUT ${address}: ${answer.status()} ${await answer.text()}`)
  }

  it('adds the five operations of the tutorial by mouse', { timeout: 120_000 }, async () => {
    const { page, open, faults } = administrator
    await open(base)
    await expectPage(page.getByText('This API has no operations yet')).toBeVisible()
    for (const [verb, template, name] of tutorial) {
      await page.getByRole('link', { name: 'Add operation' }).first().click()
      await expectPage(page.getByRole('heading', { name: 'New operation' })).toBeVisible()
      await expectPage(tab(page, 'Signature')).toHaveAttribute('aria-selected', 'true')
      await page.getByRole('combobox', { name: 'HTTP verb' }).click()
      await page.getByRole('option', { name: verb, exact: true }).click()
      await field(page, 'URL template').fill(template)
      await field(page, 'Display name').fill(name)
      const variables = [...template.matchAll(/\{(\w+)\}/g)].map(([, variable]) => variable ?? '')
      const rows = page.getByRole('table', { name: 'Template parameters' }).locator('tbody tr')
      await expectPage(rows).toHaveCount(variables.length)
      await expectPage(rows.locator('td:first-child')).toHaveText(variables)
      await tab(page, 'Responses').click()
      await page.getByRole('button', { name: 'ADD', exact: true }).click()
      await expectPage(page.getByRole('option').first()).toHaveText('200 OK')
      await page.getByRole('option', { name: '200 OK' }).click()
      await expectPage(page.getByRole('heading', { name: '200 OK' })).toBeVisible()
      await save(page).click()
      await expectPage(page.getByRole('heading', { level: 2, name })).toBeVisible()
    }
    await expectPage(page.getByRole('navigation', { name: 'Operations' }).getByRole('link')).toHaveCount(5)
    const { json } = await administrator.call('GET', path('/operations/rrs-execute'))
    expect((json as { properties: unknown }).properties).toMatchObject({
      method: 'POST',
      urlTemplate: tutorial[0][1],
      displayName: 'RRS Execute',
      templateParameters: ['workspace', 'service', 'apiversion', 'details'].map((name) => ({ name, required: true })),
      responses: [{ statusCode: 200 }],
    })
    expect(faults).toEqual([])
  })

  it('shows faults where they are, and loses nothing over them or a reload', async () => {
    const { page, open } = administrator
    await open(`${base}/new?tab=request`)
    await save(page).click()
    // The fault stands under another tab: it is opened, with the cursor in the field.
    await expectPage(page.getByText('Write a path, such as /orders/{id}.')).toBeVisible()
    await expectPage(tab(page, 'Signature')).toHaveAttribute('aria-selected', 'true')
    await field(page, 'Display name').fill('Status again')
    await field(page, 'URL template').fill(tutorial[3][1].replace('{jobid}', '{}'))
    await save(page).click()
    await expectPage(page.getByText('A parameter has no name')).toBeVisible()
    await field(page, 'URL template').fill(tutorial[3][1])
    await save(page).click()
    await expectPage(page.getByText("The operation 'bes-status' already has the method GET")).toBeVisible()
    await page.waitForTimeout(400)
    page.once('dialog', (dialog) => void dialog.accept())
    await page.reload()
    await expectPage(field(page, 'Display name')).toHaveValue('Status again')
    await page
      .getByRole('button', { name: 'Discard changes' })
      .or(page.getByRole('button', { name: 'Cancel' }))
      .first()
      .click()
    await page.getByRole('button', { name: 'Leave without saving' }).click()
    await expectPage(page).toHaveURL(/operations$/)
  })

  it('keeps rewriting and caching in the policies, marks what is not saved, saves with one key', async () => {
    const { page, open } = administrator
    await open(`${base}/bes-status`)
    await field(page, 'Rewrite URL template').fill('/jobs/{jobid}?v={apiversion}')
    await tab(page, 'Caching').click()
    await page.getByRole('switch', { name: 'Answer GET requests from the cache' }).click()
    await field(page, 'duration').fill('60')
    await tab(page, 'Request').click()
    await page.getByRole('button', { name: 'Add header' }).click()
    await field(page, 'Name 1').fill('X-Trace')
    await page.getByRole('button', { name: 'Add body' }).click()
    await page.getByRole('button', { name: 'New schema' }).click()
    await field(page, 'Schema name').fill('Job')
    await page.getByRole('button', { name: 'Save schema' }).click()
    await expectPage(page.getByRole('combobox', { name: 'Schema' })).toHaveValue('schemas#Job')
    for (const changed of ['Request', 'Policies']) {
      await expectPage(tab(page, changed).getByRole('img', { name: 'Not saved' })).toBeVisible()
    }
    await expectPage(tab(page, 'Responses').getByRole('img', { name: 'Not saved' })).toHaveCount(0)
    await page.keyboard.press('Control+s')
    await expectPage(toast(page, 'Saved')).toBeVisible()
    await expectPage(page.getByRole('img', { name: 'Not saved' })).toHaveCount(0)
    const policy = await administrator.call('GET', `${path('/operations/bes-status/policies/policy')}&format=rawxml`)
    const { value } = (policy.json as { properties: { value: string } }).properties
    expect(value).toContain('<rewrite-uri template="/jobs/{jobid}?v={apiversion}" />')
    expect(value).toContain('<cache-store duration="60" />')
    const { json } = await administrator.call('GET', path('/operations/bes-status'))
    expect((json as { properties: { request: unknown } }).properties.request).toMatchObject({
      headers: [{ name: 'X-Trace' }],
      representations: [{ contentType: 'application/json', schemaId: 'schemas', typeName: 'Job' }],
    })
  })

  it('shows both versions where somebody else has saved first', async () => {
    const { page, open } = administrator
    await open(`${base}/bes-start`)
    await field(page, 'Description').fill('Mine')
    const { json } = await administrator.call('GET', path('/operations/bes-start'))
    const { properties } = json as { properties: Record<string, unknown> }
    const theirs = { properties: { ...properties, description: 'Theirs' } }
    expect((await administrator.call('PUT', path('/operations/bes-start'), theirs)).status).toBe(200)
    await save(page).click()
    const dialog = page.getByRole('alertdialog', { name: 'There is a newer version' })
    await expectPage(dialog.getByRole('row', { name: 'Description Mine Theirs' })).toBeVisible()
    await dialog.getByRole('button', { name: 'Save mine over it' }).click()
    await expectPage(toast(page, 'Saved')).toBeVisible()
    const { json: after } = await administrator.call('GET', path('/operations/bes-start'))
    expect(after).toMatchObject({ properties: { description: 'Mine' } })
  })

  it('deletes an operation and brings it back with its policies; clones one', async () => {
    const { page, open } = administrator
    await open(`${base}/bes-status`)
    await page.getByRole('button', { name: 'Delete operation' }).click()
    await expectPage(toast(page, 'BES Status deleted')).toBeVisible()
    await expectPage(page.getByRole('link', { name: 'BES Status' })).toHaveCount(0)
    await page.getByRole('button', { name: 'Undo' }).click()
    await page.getByRole('link', { name: 'BES Status' }).click()
    await expectPage(field(page, 'Rewrite URL template')).toHaveValue('/jobs/{jobid}?v={apiversion}')
    await page.getByRole('link', { name: 'Clone' }).click()
    await expectPage(field(page, 'Display name')).toHaveValue('BES Status (copy)')
    await field(page, 'URL template').fill('/status/{jobid}')
    await save(page).click()
    await expectPage(page.getByRole('heading', { level: 2, name: 'BES Status (copy)' })).toBeVisible()
    const policy = await administrator.call('GET', path('/operations/bes-status-copy/policies/policy'))
    expect(policy.status).toBe(200)
  })

  it('is used by keyboard alone: search, open, walk the tabs, add a response', async () => {
    const { page, open } = administrator
    await open(base)
    await page.locator('h1').focus()
    await page.keyboard.press('/')
    await page.keyboard.type('submit')
    await expectPage(page.getByRole('navigation', { name: 'Operations' }).getByRole('link')).toHaveCount(1)
    await expectPage(page).toHaveURL(/q=submit/)
    await page.getByRole('link', { name: 'BES Submit' }).focus()
    await page.keyboard.press('Enter')
    await expectPage(page.getByRole('heading', { level: 2, name: 'BES Submit' })).toBeVisible()
    await tab(page, 'Signature').focus()
    for (const _ of ['Caching', 'Request', 'Responses']) await page.keyboard.press('ArrowRight')
    await page.keyboard.press('Enter')
    await expectPage(page).toHaveURL(/tab=responses/)
    await page.getByRole('button', { name: 'ADD', exact: true }).focus()
    await page.keyboard.press('Enter')
    await page.keyboard.type('accepted')
    await expectPage(page.getByRole('option')).toHaveText(['202 Accepted'])
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    const response = page.getByRole('region', { name: 'Response 202 Accepted' })
    await expectPage(response.getByRole('textbox', { name: 'Description' })).toBeFocused()
    await page.keyboard.press('Control+s')
    await expectPage(toast(page, 'Saved')).toBeVisible()
  })
})
