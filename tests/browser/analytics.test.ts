import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { UsageSummary } from '@sluice/contracts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectPage, openPortals, type PortalBrowser, type Visitor } from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'
import { waitUntil } from '../support/processes.ts'
import { keyboard, reach } from '../support/scenario/hands.ts'

const version = 'api-version=2024-05-01'
const dora = { email: 'dora@example.com', password: 'a password for Dora' }
const key = 'the-key-of-dora-for-the-cellar-0'
/** The limit stands in the third line. */
const policy = `<policies>
  <inbound>
    <rate-limit calls="3" renewal-period="300" />
    <base />
  </inbound>
  <backend><base /></backend>
  <outbound><base /></outbound>
  <on-error><base /></on-error>
</policies>`

function startBackend(): Promise<Server> {
  const server = createServer((_, response) => response.end('a bottle'))
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

describeInBrowser('usage', () => {
  let portals: PortalBrowser
  let backend: Server
  let admin: Visitor
  /** Identifier of a call that the limit refused. */
  let refused: string

  beforeAll(async () => {
    ;[portals, backend] = await Promise.all([
      // With one worker what is live is live for every call.
      openPortals({ environment: { SLUICE_GATEWAY_WORKERS: '1' } }),
      startBackend(),
    ])
    admin = await portals.visit()
    const put = async (path: string, properties: object) => {
      const { status, json } = await admin.call('PUT', `${portals.serviceId}${path}?${version}`, { properties })
      if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(json)}`)
    }
    const serviceUrl = `http://127.0.0.1:${(backend.address() as AddressInfo).port}`
    const protocols = ['http', 'https']
    await put('/apis/cellar', { displayName: 'Cellar', path: 'cellar', protocols, serviceUrl })
    await put('/apis/cellar/operations/bottle', {
      displayName: 'Take a bottle',
      method: 'GET',
      urlTemplate: '/bottles',
    })
    await put('/products/tasting', { displayName: 'Tasting', state: 'published', subscriptionRequired: true })
    await put('/products/tasting/policies/policy', { format: 'rawxml', value: policy })
    await put('/products/tasting/apis/cellar', {})
    await put('/products/tasting/groups/developers', {})
    await put('/users/dora', { ...dora, firstName: 'Dora', lastName: 'Visser', state: 'active' })
    await put('/users/otto', {
      ...dora,
      email: 'otto@example.com',
      firstName: 'Otto',
      lastName: 'Other',
      state: 'active',
    })
    await put('/subscriptions/dora-tasting', {
      displayName: 'Dora’s glass',
      ownerId: `${portals.serviceId}/users/dora`,
      scope: `${portals.serviceId}/products/tasting`,
      state: 'active',
      primaryKey: key,
    })
    const gateway = portals.sluice.addresses.gatewayHttp ?? ''
    const call = (path: string, headers: Record<string, string> = { 'Ocp-Apim-Subscription-Key': key }) =>
      fetch(`${gateway}${path}`, { headers })
    // Changes become live in their order: with this one all of them are.
    await put('/apis/last', { displayName: 'Last', path: 'last', protocols, serviceUrl, subscriptionRequired: false })
    await put('/apis/last/operations/call', { displayName: 'Call', method: 'GET', urlTemplate: '/' })
    await waitUntil(async () => (await call('/last/', {})).status === 200)
    const answers = []
    for (const _ of '12345') answers.push(await call('/cellar/bottles'))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 429, 429])
    refused = answers[4]?.headers.get('apim-request-id') ?? ''
    expect((await call('/cellar/nothing')).status).toBe(404)
    expect((await call('/cellar/bottles', {})).status).toBe(401)
    await waitUntil(async () => (await countCalls()) >= 7, 200)
  }, 240_000)

  afterAll(async () => {
    await portals?.close()
    backend?.closeAllConnections()
    backend?.close()
  })

  async function countCalls(): Promise<number> {
    const { status, json } = await admin.call('GET', `${portals.serviceId}/usageSummary?${version}&api=cellar`)
    if (status !== 200) throw new Error(`${status} ${JSON.stringify(json)}`)
    return (json as UsageSummary).total.callCountTotal
  }

  it('is told of at a glance, and leads from a row to figures of that alone', { timeout: 120_000 }, async () => {
    const { page, open, faults } = admin
    await open('/publisher/sluice/analytics?from=PT1H&api=cellar')
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('At a glance')
    const totals = page.getByRole('list', { name: 'Totals' })
    await expectPage(totals.getByRole('link', { name: /^Calls/ })).toContainText('7')
    await expectPage(totals.getByRole('link', { name: /^Successful/ })).toContainText('3')
    await expectPage(totals.getByRole('link', { name: /^Blocked/ })).toContainText('3')
    await expectPage(totals.getByRole('link', { name: /^Other/ })).toContainText('1')
    const rowOf = (table: string, name: string) =>
      page.getByRole('table', { name: table }).getByRole('row', { name: new RegExp(`^${name}`) })
    await expectPage(rowOf('Most called APIs', 'Cellar')).toContainText('7')
    await expectPage(rowOf('Most called operations', 'Take a bottle')).toContainText('6')
    await expectPage(rowOf('Most used products', 'Tasting')).toContainText('5')
    await expectPage(rowOf('Subscriptions with most calls', 'Dora’s glass')).toContainText('5')
    await expectPage(rowOf('Users with most calls', 'Dora Visser')).toContainText('5')

    await rowOf('Most called operations', 'Take a bottle').getByRole('link').click()
    await expectPage(totals.getByRole('link', { name: /^Calls/ })).toContainText('6')
    await expectPage(page.getByRole('combobox', { name: 'Operation' })).toHaveValue('Take a bottle')
    await page.reload()
    await expectPage(totals.getByRole('link', { name: /^Calls/ })).toContainText('6')
    expect(new URL(page.url()).search).toBe('?from=PT1H&api=cellar&operation=bottle')
    await page.getByRole('button', { name: 'Clear filters' }).click()
    await expectPage(page.getByRole('combobox', { name: 'Operation' })).toHaveCount(0)
    expect(new URL(page.url()).search).toBe('?from=PT1H')
    expect(faults).toEqual([])
  })

  it('is reached by keyboard, page for page', { timeout: 120_000 }, async () => {
    const { page, open } = admin
    await open('/publisher/sluice')
    await page.keyboard.press('g')
    await page.keyboard.press('c')
    const title = page.getByRole('heading', { level: 1 })
    await expectPage(title).toHaveText('At a glance')
    const { press } = keyboard(page)
    for (const tab of ['Usage', 'Health', 'Activity', 'Requests']) {
      await press(page.getByRole('tab', { name: tab, exact: true }))
      await expectPage(title).toHaveText(tab)
    }
    await page.keyboard.press('Control+k')
    await page.getByRole('combobox', { name: 'Search and commands' }).fill('Analytics: health')
    await expectPage(page.getByRole('option', { name: 'Analytics: health' })).toHaveAttribute('aria-selected', 'true')
    await page.keyboard.press('Enter')
    await expectPage(title).toHaveText('Health')
  })

  it('has charts whose points are walked by keys, that are tables, too, and choose the time', {
    timeout: 120_000,
  }, async () => {
    const { page, open } = admin
    await open('/publisher/sluice/analytics/health?from=PT1H&api=cellar')
    const outcomes = page.getByRole('figure', { name: 'Outcomes' })
    await expectPage(outcomes).toContainText('3 successful, 3 blocked, 0 failed, 1 other.')
    const drawing = outcomes.getByRole('application')
    await reach(page, drawing)
    await page.keyboard.press('End')
    await expectPage(outcomes.getByRole('status')).toContainText('60 of 60')
    for (const _ of '123') await page.keyboard.press('Shift+ArrowLeft')
    await expectPage(outcomes.getByRole('status')).toContainText('Enter shows this part.')
    await page.keyboard.press('Enter')
    await expectPage(page.getByRole('combobox', { name: 'Time range' })).toHaveValue('custom')
    const { searchParams } = new URL(page.url())
    const span = Date.parse(searchParams.get('to') ?? '') - Date.parse(searchParams.get('from') ?? '')
    expect(span).toBe(4 * 60_000)

    await page.goBack()
    await expectPage(page.getByRole('combobox', { name: 'Time range' })).toHaveValue('PT1H')
    await expectPage(drawing.locator('canvas')).toBeVisible()
    const box = await drawing.boundingBox()
    if (box === null) throw new Error('The chart is not on the page.')
    await page.mouse.move(box.x + box.width * 0.4, box.y + box.height / 2)
    await page.mouse.down()
    await page.mouse.move(box.x + box.width * 0.7, box.y + box.height / 2, { steps: 5 })
    await page.mouse.up()
    await expectPage(page.getByRole('combobox', { name: 'Time range' })).toHaveValue('custom')
    await page.goBack()

    const statuses = page.getByRole('figure', { name: 'Status codes' })
    await reach(page, statuses.getByRole('application'))
    await page.keyboard.press('t')
    const table = statuses.getByRole('table', { name: 'Status codes, as a table' })
    await expectPage(table.getByRole('row')).toHaveText([/^Status/, /^200\s*3$/, /^401\s*1$/, /^404\s*1$/, /^429\s*2$/])
  })

  it('stands still when it is no longer live', { timeout: 120_000 }, async () => {
    const { page, open } = admin
    await open('/publisher/sluice/analytics/glance?from=PT1H')
    const live = page.getByRole('switch', { name: 'Live' })
    await live.uncheck()
    await expectPage(live).not.toBeChecked()
    expect(new URL(page.url()).searchParams.get('to')).toMatch(/^\d{4}-/)
    expect(new URL(page.url()).searchParams.get('from')).toBe('PT1H')
    await live.check()
    await expectPage(live).toBeChecked()
    expect(new URL(page.url()).search).toBe('?from=PT1H')
  })

  it('is sorted and taken along as CSV and Parquet', { timeout: 120_000 }, async () => {
    const { page, open } = admin
    await open('/publisher/sluice/analytics/activity?from=PT1H')
    await page.getByRole('tab', { name: 'Subscriptions' }).click()
    const table = page.getByRole('table', { name: 'Subscriptions' })
    await expectPage(table.getByRole('row', { name: /^Dora’s glass/ })).toContainText('5')
    await table.getByRole('button', { name: 'Blocked' }).click()
    await expectPage(table.getByRole('columnheader', { name: 'Blocked' })).toHaveAttribute('aria-sort', 'ascending')
    expect(new URL(page.url()).search).toBe('?from=PT1H&by=subscription&sort=callCountBlocked')
    const download = async (format: string) => {
      await page.getByRole('button', { name: 'Download', exact: true }).click()
      const [file] = await Promise.all([
        page.waitForEvent('download'),
        page.getByRole('menuitem', { name: format }).click(),
      ])
      return readFileSync(await file.path())
    }
    const csv = (await download('As CSV')).toString('utf8')
    expect(csv.split(/\r?\n/)[0]).toContain('callCountTotal')
    expect(csv).toContain('Dora’s glass')
    expect((await download('As Parquet')).subarray(0, 4).toString('latin1')).toBe('PAR1')
  })

  it('is listed call by call, and says why the gateway refused one, up to the line of the policy', {
    timeout: 120_000,
  }, async () => {
    const { page, open, faults } = admin
    await open('/publisher/sluice/analytics/requests?from=PT1H&api=cellar')
    const rows = page.getByRole('table', { name: 'Requests' }).getByRole('row')
    await expectPage(rows).toHaveCount(8)
    await page.getByRole('combobox', { name: 'Outcome' }).selectOption('Refused by the gateway')
    await expectPage(rows).toHaveCount(5)
    await page.getByRole('textbox', { name: 'Status' }).fill('429')
    await expectPage(rows).toHaveCount(3)
    await page.getByRole('searchbox', { name: 'Search calls' }).fill(refused)
    await expectPage(rows).toHaveCount(2)
    await rows.getByRole('link', { name: '/cellar/bottles' }).click()

    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText(`Request ${refused}`)
    const why = page.getByRole('region', { name: 'Why was this refused?' })
    await expectPage(why).toContainText('Too many calls came within a short time.')
    await expectPage(why).toContainText('rate-limit')
    await expectPage(why).toContainText('of 3 calls in 5 min 0 s')
    const facts = page.getByRole('region', { name: 'About this call' })
    await expectPage(facts.getByRole('link', { name: 'Dora’s glass' })).toBeVisible()
    await expectPage(facts.getByRole('link', { name: 'Take a bottle' })).toBeVisible()
    await why.getByRole('link', { name: /line 3$/ }).click()
    await expectPage(page.locator('.cm-activeLine')).toContainText('<rate-limit calls="3"')
    await open('/publisher/sluice/analytics/requests/00000000-0000-4000-8000-000000000000')
    await expectPage(page.getByText('This call is not kept')).toBeVisible()
    expect(faults).toEqual([])
  })

  it('is watched by alerts, which are added, tried and deleted by keyboard', { timeout: 120_000 }, async () => {
    const { page, open, faults } = admin
    const { press, fill } = keyboard(page)
    await open('/publisher/sluice/alerts')
    await expectPage(page.getByRole('table', { name: 'Alerts' })).toContainText('Quota approaching')
    await press(page.getByRole('link', { name: 'Add alert' }))
    await fill(page.getByRole('textbox', { name: 'Name' }), 'Errors of the cellar')
    await fill(page.getByRole('textbox', { name: 'Write to' }), 'nobody')
    await press(page.getByRole('button', { name: 'Add alert' }))
    await expectPage(page.getByText('Write e-mail addresses, with commas between them.').first()).toBeVisible()
    await fill(page.getByRole('textbox', { name: 'Write to' }), 'cellar@example.com')
    await press(page.getByRole('button', { name: 'Add alert' }))
    await press(page.getByRole('link', { name: 'Errors of the cellar' }))
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Errors of the cellar')
    await expectPage(page.getByText('It has not fired yet.')).toBeVisible()
    await press(page.getByRole('button', { name: 'Send a test' }))
    await expectPage(page.getByText('The test is on its way to everybody whom the alert tells').first()).toBeVisible()
    await press(page.getByRole('button', { name: 'Delete', exact: true }))
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Alerts')
    await expectPage(page.getByRole('link', { name: 'Errors of the cellar' })).toHaveCount(0)
    expect(faults).toEqual([])
  })

  it('explains a refusal to the developer whose key it was, from the console on, and to nobody else', {
    timeout: 120_000,
  }, async () => {
    const visitor = await portals.visit({ as: { ...dora, service: 'sluice' } })
    const { page, open, faults } = visitor
    await open('/developer/sluice/apis/cellar/operations/bottle/try')
    await expectPage(page.getByRole('group', { name: 'Subscription key' })).toContainText('••••')
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await expectPage(page.getByText('429 Too Many Requests').first()).toBeVisible()
    await page.getByRole('link', { name: 'Why was this refused?' }).click()
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Why was this refused?')
    const main = page.getByRole('main')
    await expectPage(main).toContainText('Too many calls came within a short time.')
    await expectPage(main).toContainText('of 3 calls in 5 min 0 s')
    await expectPage(main).toContainText('/products/tasting')
    // The document is the publisher's.
    await expectPage(main.getByRole('link', { name: /line/ })).toHaveCount(0)

    await page.getByRole('link', { name: 'Usage' }).click()
    await expectPage(page.getByRole('table', { name: 'By subscription' })).toContainText('Dora’s glass')
    const calls = page.getByRole('table', { name: 'Calls one by one' })
    await expectPage(calls.getByRole('link', { name: 'Why was this refused?' }).first()).toBeVisible()
    await page.getByRole('combobox', { name: 'Outcome' }).selectOption('Successful')
    await expectPage(calls.getByRole('row')).toHaveCount(4)
    await open('/developer/sluice/profile')
    await expectPage(page.getByRole('figure', { name: 'Calls' })).toBeVisible()
    await page.getByRole('link', { name: 'All of your usage' }).click()
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Usage')
    expect(faults).toEqual([])
    await visitor.context.close()

    const other = await portals.visit({ as: { ...dora, email: 'otto@example.com', service: 'sluice' } })
    await other.open(`/developer/sluice/usage/${refused}`)
    await expectPage(other.page.getByText('This call is not to be seen')).toBeVisible()
    await other.context.close()
  })
})
