import { readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import type { CallTrace } from '@sluice/contracts'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeFaults, expectPage, openPortals, type PortalBrowser, type Visitor } from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'

const version = 'api-version=2024-05-01'
const secret = 'a secret of the cellar'
const apiPolicy = `<policies>
  <inbound>
    <base />
    <set-header id="who" name="X-Cellar" exists-action="override">
      <value>{{cellar-key}}</value>
    </set-header>
    <choose>
      <when condition="true">
        <set-variable name="vintage" value="1998" />
      </when>
    </choose>
  </inbound>
  <backend><base /></backend>
  <outbound>
    <base />
    <find-and-replace from="water" to="wine" />
  </outbound>
  <on-error><base /></on-error>
</policies>`

function startBackend(): Promise<Server> {
  const server = createServer((request, response) => {
    response.setHeader('Content-Type', 'text/plain')
    response.end(`first\nwater\nkey ${String(request.headers['x-cellar'])}`)
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

describeInBrowser('traces of calls', () => {
  let portals: PortalBrowser
  let backend: Server
  let admin: Visitor
  beforeAll(async () => {
    ;[portals, backend] = await Promise.all([openPortals(), startBackend()])
    admin = await portals.visit()
    const put = async (path: string, properties: object) => {
      const { status, json } = await admin.call('PUT', `${portals.serviceId}${path}?${version}`, { properties })
      if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(json)}`)
    }
    await put('/namedValues/cellar-key', { displayName: 'cellar-key', value: secret, secret: true })
    await put('/apis/cellar', {
      displayName: 'Cellar',
      path: 'cellar',
      protocols: ['http', 'https'],
      serviceUrl: `http://127.0.0.1:${(backend.address() as AddressInfo).port}`,
      subscriptionRequired: false,
    })
    await put('/apis/cellar/operations/bottle', { displayName: 'Bottle', method: 'GET', urlTemplate: '/bottles' })
    await put('/apis/cellar/policies/policy', { format: 'rawxml', value: apiPolicy })
  })
  afterAll(async () => {
    await portals?.close()
    backend?.closeAllConnections()
    backend?.close()
  })

  it('are begun in the console, and read step by step', async () => {
    const { page, open, faults } = admin
    await open('/developer/sluice/apis/cellar/operations/bottle/try')
    await page.getByRole('switch', { name: 'Trace' }).check()
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    const link = page.getByRole('link', { name: 'See each step of this call' })
    await expectPage(link).toBeVisible()
    // The token is a secret of the one who calls.
    await expectPage(page.getByText('aid=cellar')).toHaveCount(0)
    await link.click()

    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Trace of cellar · bottle')
    const backendUrl = `http://127.0.0.1:${(backend.address() as AddressInfo).port}/bottles`
    await expectPage(page.getByText('Final backend address')).toBeVisible()
    await expectPage(page.getByRole('main')).toContainText(backendUrl)
    const steps = page.getByRole('listbox', { name: 'Steps of the call' })
    await expectPage(steps.getByRole('group')).toHaveCount(3)
    const names = await steps.getByRole('option').locator('code:first-of-type').allTextContents()
    expect(names).toEqual([
      ...['api-inspector', 'api-inspector', 'set-header', 'choose', 'set-variable'],
      ...['forward-request', 'forward-request', 'find-and-replace', 'transfer-response', 'transfer-response'],
    ])

    const opened = steps.getByRole('option', { selected: true })
    await opened.click()
    await expectPage(opened).toContainText('api-inspector')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    await expectPage(opened).toBeFocused()
    await expectPage(opened).toContainText('who')
    const header = page.getByRole('region', { name: 'Step 3: set-header' })
    await expectPage(header.getByRole('row', { name: /X-Cellar/ })).toHaveText(/X-Cellar\s*not there\s*masked/)
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('ArrowDown')
    const variable = page.getByRole('region', { name: 'Step 5: set-variable' })
    await expectPage(variable).toContainText('choose[1]/when[1]/set-variable[1]')
    await expectPage(variable.getByRole('row', { name: /vintage/ })).toContainText('1998')
    for (const _ of '123') await page.keyboard.press('ArrowDown')
    const body = page.getByRole('region', { name: 'Step 8: find-and-replace' })
    await expectPage(body.getByRole('listitem')).toHaveText([/first$/, /Gone: water$/, /New: wine$/, /key masked$/])
    await page.keyboard.press('End')
    await expectPage(page.getByRole('region', { name: 'Step 10: transfer-response' })).toContainText('in full')
    expect(new URL(page.url()).searchParams.get('step')).toBe('9')
    expect(await page.content()).not.toContain(secret)
    expect(faults).toEqual([])
  })

  it('lead to the line of the document', async () => {
    const { page } = admin
    await page.keyboard.press('Home')
    for (const _ of '12') await page.keyboard.press('ArrowDown')
    await page.getByRole('link', { name: 'line 4' }).click()
    await expectPage(page.locator('.cm-activeLine')).toContainText('<set-header id="who"')
    await page.goBack()
    await expectPage(page.getByRole('region', { name: 'Step 3: set-header' })).toBeVisible()
  })

  it('are downloaded as JSON, without secrets, and are accessible in both schemes', async () => {
    const { page } = admin
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('button', { name: 'Download as JSON' }).click(),
    ])
    const text = readFileSync(await download.path(), 'utf8')
    expect(text).not.toContain(secret)
    expect((JSON.parse(text) as CallTrace).traceEntries.inbound).toHaveLength(5)
    const found: string[] = []
    for (const colorScheme of ['light', 'dark'] as const) {
      await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
      found.push(...(await axeFaults(page)))
    }
    await page.emulateMedia({ colorScheme: 'light' })
    expect(found).toEqual([])
  })

  it('are listed, and are made by no token that was invalidated', async () => {
    const { page, open, call } = admin
    await open('/publisher/sluice/traces')
    const table = page.getByRole('table', { name: 'Traces' })
    await expectPage(table.getByRole('link', { name: '/cellar/bottles' })).toBeVisible()
    const { json } = await call('POST', `${portals.serviceId}/gateways/managed/listDebugCredentials?${version}`, {
      apiId: '/apis/cellar',
      purposes: ['tracing'],
    })
    await open('/publisher/sluice/apis/cellar/traces')
    await expectPage(page.getByRole('tab', { name: 'Traces', selected: true })).toBeVisible()
    await expectPage(table.getByRole('link', { name: '/cellar/bottles' })).toBeVisible()
    await open('/publisher/sluice/apis/echo-api/traces')
    await expectPage(page.getByText('No calls were traced yet')).toBeVisible()
    await open('/publisher/sluice/traces')
    await page.getByRole('button', { name: 'Invalidate tokens' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Invalidate tokens' }).click()
    await expectPage(page.getByText('All tokens for tracing are invalid now.')).toBeVisible()
    const gateway = portals.sluice.addresses.gatewayHttp ?? ''
    const headers = { 'Apim-Debug-Authorization': (json as { token: string }).token }
    await expect
      .poll(async () =>
        (await fetch(`${gateway}/cellar/bottles`, { headers })).headers.get('apim-debug-authorization-expired'),
      )
      .toBe('The credentials were invalidated.')
  })
})
