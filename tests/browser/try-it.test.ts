import { readdirSync, readFileSync } from 'node:fs'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { join } from 'node:path'
import { afterAll, beforeAll, it } from 'vitest'
import { axeFaults, expectPage as expect, openPortals, type PortalBrowser, type Visitor } from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'
import { projectFolder } from '../support/start-sluice.ts'

const scoreText =
  '{"Inputs": {"input1": {"ColumnNames": ["Col2"], "Values": [["This is a good day"]]}}, "GlobalParameters": {}}'
const golden = ['1', '1', '2', '2', '0', '2', '0', '1']

/** What stands behind the API of these tests. */
function startBackend(): Promise<Server> {
  const server = createServer((request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost')
    if (pathname.endsWith('/slow')) return
    if (pathname.endsWith('/large')) {
      const rows = Array.from({ length: 18_900 }, (_, id) => ({ id, name: `Row number ${id} of a long list` }))
      response.setHeader('Content-Type', 'application/json')
      response.end(JSON.stringify(rows))
      return
    }
    if (pathname.endsWith('/fault')) {
      response.statusCode = 503
      response.end('The cellar is flooded.')
      return
    }
    response.setHeader('Content-Type', 'application/json')
    request.setEncoding('utf8')
    let body = ''
    request.on('data', (chunk: string) => {
      body += chunk
    })
    request.on('end', () => response.end(JSON.stringify({ method: request.method, url: request.url, body })))
  })
  return new Promise((resolve) => server.listen(0, '127.0.0.1', () => resolve(server)))
}

describeInBrowser('the console of the developer portal', () => {
  let portals: PortalBrowser
  let backend: Server
  let admin: Visitor
  const at = (operation: string, api = 'cellar') => `/developer/sluice/apis/${api}/operations/${operation}/try`

  beforeAll(async () => {
    ;[portals, backend] = await Promise.all([openPortals(), startBackend()])
    admin = await portals.visit()
    const service = portals.serviceId
    const put = async (path: string, properties: object) => {
      const { status, json } = await admin.call('PUT', `${service}${path}?api-version=2024-05-01`, { properties })
      if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(json)}`)
    }
    await put('/apis/cellar', {
      displayName: 'Cellar',
      path: 'cellar',
      protocols: ['http', 'https'],
      serviceUrl: `http://127.0.0.1:${(backend.address() as AddressInfo).port}`,
      subscriptionRequired: false,
    })
    await put('/apis/ruin', {
      displayName: 'Ruin',
      path: 'ruin',
      protocols: ['http'],
      serviceUrl: 'http://127.0.0.1:9',
      subscriptionRequired: false,
    })
    const operations = { slow: 'GET', large: 'GET', fault: 'GET', gone: 'GET', echo: 'PUT' }
    for (const [id, method] of Object.entries(operations)) {
      await put(`/apis/cellar/operations/${id}`, { displayName: id, method, urlTemplate: `/${id}` })
    }
    await put('/apis/ruin/operations/get', { displayName: 'get', method: 'GET', urlTemplate: '/' })
    removeGone = async () => {
      await admin.call('DELETE', `${service}/apis/cellar/operations/gone?api-version=2024-05-01`)
    }
  })
  let removeGone: () => Promise<void>
  afterAll(async () => {
    await portals?.close()
    backend?.closeAllConnections()
    backend?.close()
  })

  const addHeader = async ({ page }: Visitor, name: string, value: string) => {
    await page.getByRole('button', { name: 'Add header' }).click()
    await page.getByRole('combobox', { name: 'Header name' }).last().fill(name)
    await page.getByLabel(`Value of ${name}`, { exact: true }).fill(value)
    await page.keyboard.press('Escape')
  }
  const write = async ({ page }: Visitor, text: string) => {
    await page.getByRole('textbox', { name: 'Request body' }).click()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.insertText(text)
  }

  it('sends a score with the key of the own subscription and shows all of the answer', async () => {
    const line = portals.sluice.curlLines()[0] ?? ''
    const [, workspace = '', service = ''] = /workspaces\/(\w+)\/services\/(\w+)\//.exec(line) ?? []
    const bearer = /(Bearer [^']+)'/.exec(line)?.[1] ?? ''
    const key = /Ocp-Apim-Subscription-Key: ([^']+)'/.exec(line)?.[1] ?? ''
    const { page } = admin
    await admin.open(at('rrs-execute', 'azureml-demo-api'))
    await expect(page.getByRole('group', { name: 'Subscription key' })).toContainText('••••')
    for (const [name, value] of Object.entries({ workspace, service, apiversion: '2.0', details: 'true' })) {
      await page.getByRole('textbox', { name, exact: true }).fill(value)
    }
    await addHeader(admin, 'Content-Type', 'application/json')
    await addHeader(admin, 'Authorization', bearer)
    await write(admin, scoreText)
    await page.getByRole('button', { name: 'Send', exact: true }).click()

    const url = `/azureml-demo/workspaces/${workspace}/services/${service}/execute?api-version=2.0&details=true`
    await expect(page.getByRole('region', { name: 'Requested URL' })).toContainText(url)
    await expect(page.getByRole('region', { name: 'Response status' })).toContainText('200 OK')
    await expect(page.getByRole('region', { name: 'Response status' })).toContainText(' ms')
    await expect(page.getByRole('table', { name: 'Response headers' })).toContainText('application/json')
    const content = page.getByRole('region', { name: 'Response content' })
    await content.getByRole('radio', { name: 'Raw' }).check()
    await expect(content).toContainText(golden.map((text) => `"${text}"`).join(','))
    await expect(content).toContainText('ColumnTypes')
    await content.getByRole('radio', { name: 'Formatted' }).check()

    // Secrets are in nothing that one can read, and in nothing that stays.
    const html = await page.content()
    expect(html).not.toContain(key)
    const kept = await page.evaluate<string>(
      'JSON.stringify([{ ...sessionStorage }, { ...localStorage }, location.href])',
    )
    for (const secret of [key, bearer.slice(7)]) expect(kept).not.toContain(secret)
    await page.getByRole('button', { name: 'Reveal Subscription key' }).click()
    await expect(page.getByRole('group', { name: 'Subscription key' })).toContainText(key)
    await page.getByRole('button', { name: 'Hide Subscription key' }).click()
    await expect(page.getByRole('group', { name: 'Subscription key' })).not.toContainText(key)
  })

  it('writes samples with masked keys on the screen and real ones in the copy, and remembers the language', async () => {
    const { page } = admin
    const samples = page.getByRole('region', { name: 'Code samples' })
    await samples.getByRole('tab', { name: 'curl' }).click()
    await expect(page).toHaveURL(/language=curl/)
    const shown = samples.getByRole('region', { name: 'curl sample' })
    await expect(shown).toContainText('Ocp-Apim-Subscription-Key: ••••••••')
    await expect(shown).toContainText('Authorization: Bearer ••••••••')
    await samples.getByRole('button', { name: 'Copy curl sample' }).click()
    await expect(samples.getByText('curl sample copied')).toBeAttached()
    const line = portals.sluice.curlLines()[0] ?? ''
    const copied = await page.evaluate<string>('navigator.clipboard.readText()')
    expect(copied).toContain(/Ocp-Apim-Subscription-Key: ([^']+)'/.exec(line)?.[1] ?? 'no key')
    expect(copied).toContain(/(Bearer [^']+)'/.exec(line)?.[1] ?? 'no key')
    await samples.getByRole('button', { name: 'More languages' }).click()
    await page.getByRole('menuitemradio', { name: 'Go', exact: true }).click()
    await expect(samples.getByRole('tab', { name: 'Go', exact: true })).toHaveAttribute('aria-selected', 'true')
    await admin.open(at('echo'))
    await expect(samples.getByRole('tab', { name: 'Go', exact: true })).toHaveAttribute('aria-selected', 'true')
  })

  it('keeps the last calls and what was typed without their secrets', async () => {
    const { page } = admin
    await addHeader(admin, 'X-Own', 'kept')
    await addHeader(admin, 'X-Api-Token', 'not-kept')
    await write(admin, 'mine')
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(page.getByRole('region', { name: 'Response content' })).toContainText('"body": "mine"')
    await expect.poll(() => page.evaluate<string>('JSON.stringify(sessionStorage)')).toContain('mine')
    await page.reload()
    await expect(page.getByLabel('Value of X-Own', { exact: true })).toHaveValue('kept')
    await expect(page.getByLabel('Value of X-Api-Token', { exact: true })).toHaveValue('')
    await expect(page.getByRole('textbox', { name: 'Request body' })).toHaveText('mine')

    await page.getByRole('button', { name: 'Last calls' }).click()
    await page.getByRole('menuitem', { name: /^POST RRS Execute: 200/ }).click()
    await expect(page.getByRole('heading', { level: 1 })).toHaveText('Try RRS Execute')
    await expect(page.getByRole('textbox', { name: 'details' })).toHaveValue('true')
    await expect(page.getByRole('textbox', { name: 'Request body' })).toHaveText(scoreText)
    await expect(page.getByLabel('Value of Authorization', { exact: true })).toHaveValue('')
  })

  it('names faults under their fields, by keyboard alone', async () => {
    const visitor = await portals.visit()
    const { page } = visitor
    await visitor.open(at('rrs-execute', 'azureml-demo-api'))
    await page.getByRole('combobox', { name: 'Subscription' }).focus()
    await page.keyboard.press('End')
    await expect(page.getByLabel('Subscription key', { exact: true })).toHaveAttribute('type', 'password')
    await page.keyboard.press('ControlOrMeta+Enter')
    const workspace = page.getByRole('textbox', { name: 'workspace' })
    await expect(workspace).toBeFocused()
    await expect(page.getByText('4 fields need a change')).toBeVisible()
    await expect(page.getByText('A value is needed')).toHaveCount(4)
    for (const value of ['w', 's', '2.0', 'true']) {
      await page.keyboard.type(value)
      await page.keyboard.press('Tab')
    }
    await expect(page.getByText('A value is needed')).toHaveCount(0)
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(page.getByText('The gateway said no: there is no subscription key')).toBeVisible()
    await page.getByLabel('Subscription key', { exact: true }).fill('wrong')
    await page.keyboard.press('ControlOrMeta+Enter')
    await expect(page.getByText('The gateway said no: the subscription key is not valid')).toBeVisible()
    await expect(page.getByRole('region', { name: 'Response status' })).toContainText('401')
  })

  it('stops a call, and says by name why there is no good answer', async () => {
    const { page } = admin
    const send = page.getByRole('button', { name: 'Send', exact: true })
    await admin.open(at('slow'))
    await send.click()
    await page.getByRole('button', { name: 'Stop' }).click()
    await expect(page.getByText('You stopped the call.')).toBeVisible()
    await expect(send).toBeFocused()
    await page.getByRole('spinbutton', { name: 'Time limit (s)' }).fill('1')
    await send.click()
    await expect(page.getByText('No answer within 1 s')).toBeVisible()

    await admin.open(at('fault'))
    await send.click()
    await expect(page.getByText('The service behind the gateway answered with a fault (503)')).toBeVisible()
    await expect(page.getByRole('region', { name: 'Response content' })).toContainText('The cellar is flooded.')
    await admin.open(at('get', 'ruin'))
    await send.click()
    await expect(page.getByText('The service behind the gateway failed (500)')).toBeVisible()
    // A page that hears of it shows that there is no such operation any more.
    await page.route('**/developer/events?*', (route) => route.abort())
    await admin.open(at('gone'))
    await removeGone()
    await send.click()
    await expect(page.getByText('The gateway said no: no operation is at this address (404)')).toBeVisible()

    const refusals = {
      ConsoleAddressNotFound: 'The address of the gateway was not found',
      ConsoleConnectionRefused: 'The gateway does not take connections',
      ConsoleCertificateRefused: 'The certificate of the gateway is not trusted',
    }
    for (const [code, title] of Object.entries(refusals)) {
      await page.route('/api/console', (route) =>
        route.fulfill({ status: 502, json: { error: { code, message: 'As the server says.', details: null } } }),
      )
      await send.click()
      await expect(page.getByText(title)).toBeVisible()
      await page.unroute('/api/console')
    }
  })

  it('tells when too many calls pass', async () => {
    const { page } = admin
    await admin.open(at('rrs-execute', 'azureml-demo-api'))
    const send = page.getByRole('button', { name: 'Send', exact: true })
    const refused = page.getByText('The gateway said no: too many calls (429)')
    for (let call = 0; call < 7 && !(await refused.isVisible()); call += 1) {
      await send.click()
      await expect(send).toBeVisible()
    }
    await expect(refused).toBeVisible()
    await expect(page.getByText(/^.*Wait \d+ s and send again/)).toBeVisible()
  })

  it('shows 1 MB of JSON', async () => {
    const { page } = admin
    await admin.open(at('large'))
    await page.getByRole('button', { name: 'Send', exact: true }).click()
    await expect(page.getByRole('region', { name: 'Response content' })).toContainText('Row number 3 of a long list')
    const download = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download' }).click()
    expect((await download).suggestedFilename()).toBe('large.json')
  })

  it.each([
    ['light', 'en', 1280],
    ['dark', 'nl', 360],
  ] as const)(
    'has no fault of accessibility and fits: %s, %s, %i px',
    { timeout: 120_000 },
    async (scheme, language, width) => {
      const visitor = await portals.visit({ scheme, language, size: { width, height: 800 } })
      const { page } = visitor
      await visitor.open(at('echo'))
      await page.getByRole('button', { name: language === 'en' ? 'Add header' : 'Header toevoegen' }).click()
      await page.keyboard.press('Escape')
      await page.keyboard.press('ControlOrMeta+Enter')
      await page.getByRole('table').waitFor()
      await page.locator('.cm-content').nth(1).waitFor()
      expect(await axeFaults(page)).toEqual([])
      const overflow = await page.evaluate<number>("document.querySelector('main').scrollWidth")
      expect(overflow).toBeLessThanOrEqual(width)
      expect(visitor.faults).toEqual([])
    },
  )

  it('is served without the component catalogue, which is for development', () => {
    const folder = join(projectFolder, 'apps/web/dist/assets')
    const scripts = readdirSync(folder).filter((name) => name.endsWith('.js'))
    const holding = (text: string) => scripts.filter((name) => readFileSync(join(folder, name), 'utf8').includes(text))
    expect(holding('Requested URL').length).toBe(1)
    expect(holding('Component catalogue')).toEqual([])
  })
})
