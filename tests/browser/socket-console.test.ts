import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeFaults, expectPage, openPortals, type PortalBrowser, type Visitor } from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'
import { startWebSocketEcho, type WebSocketEcho } from '../support/websocket-echo.ts'

const version = 'api-version=2024-05-01'
const place = '/developer/sluice/apis/chat/operations/onHandshake/try'

describeInBrowser('the console of WebSockets', () => {
  let portals: PortalBrowser
  let echo: WebSocketEcho
  let visitor: Visitor
  beforeAll(async () => {
    ;[portals, echo] = await Promise.all([openPortals(), startWebSocketEcho()])
    const administrator = await portals.visit()
    const put = async (path: string, properties: object) => {
      const { status, json } = await administrator.call('PUT', `${portals.serviceId}${path}?${version}`, { properties })
      if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(json)}`)
    }
    await put('/apis/chat', {
      displayName: 'Chat',
      path: 'chat',
      type: 'websocket',
      protocols: ['ws', 'wss'],
      serviceUrl: `ws://127.0.0.1:${echo.port}/rooms`,
    })
    await put('/products/starter/apis/chat', {})
    await put('/subscriptions/chat', { displayName: 'chat', scope: '/apis/chat', primaryKey: 'key-of-the-chat' })
    visitor = await portals.visit({ as: null })
  })
  afterAll(async () => {
    await portals?.close()
    echo?.close()
  })

  it('says what the gateway answered in place of a connection', async () => {
    const { page, open } = visitor
    await open(place)
    await page.getByRole('button', { name: 'Connect', exact: true }).click()
    await expectPage(page.getByText('The gateway answered 401')).toBeVisible()
    await expectPage(page.getByText('Access denied due to missing subscription key')).toBeVisible()
  })

  it('connects with the key, sends text and bytes by keyboard, and shows what came with its size', async () => {
    const { page } = visitor
    await page.getByRole('textbox', { name: 'Subscription key' }).fill('key-of-the-chat')
    await page.getByRole('textbox', { name: 'Path and query' }).fill('/blue?a=1')
    await page.getByRole('textbox', { name: 'Subprotocols' }).fill('soap, wamp')
    await page.getByRole('button', { name: 'Connect', exact: true }).focus()
    await page.keyboard.press('Enter')
    await expectPage(page.getByText('Connected, with the subprotocol soap')).toBeVisible()
    expect(echo.targets.at(-1)).toBe('/rooms/blue?a=1')
    const log = page.getByRole('log', { name: 'Messages' })
    await page.getByRole('textbox', { name: 'Content' }).fill('héllo')
    await page.keyboard.press('Control+Enter')
    await expectPage(log).toContainText(/Sent.*6 bytes.*héllo.*Received.*6 bytes.*héllo/)
    await page.getByRole('combobox', { name: 'Kind of message' }).selectOption('Binary, as hexadecimal')
    await page.getByRole('textbox', { name: 'Content' }).fill('00 f')
    await expectPage(page.getByText('Two hexadecimal digits for each byte are needed.')).toBeVisible()
    await page.getByRole('textbox', { name: 'Content' }).fill('00 ff 10')
    await page.getByRole('button', { name: 'Send message' }).click()
    await expectPage(log).toContainText(/Received.*3 bytes.*00 ff 10/)
  })

  it('says with which code it ended, and is accessible', async () => {
    const { page, faults } = visitor
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('button', { name: 'Disconnect' }).click()
    await expectPage(page.getByRole('log')).toContainText('Closed with code 1000')
    await expectPage(page.getByText('Not connected')).toBeVisible()
    expect(echo.closeCodes.at(-1)).toBe(1000)
    await page.getByRole('button', { name: 'Clear the log' }).click()
    await expectPage(page.getByText('Nothing was sent or received yet.')).toBeVisible()
    await expectPage(page.getByText('key-of-the-chat')).toHaveCount(0)
    expect(page.url()).not.toContain('key-of-the-chat')
    expect(faults).toEqual([])
  })
})
