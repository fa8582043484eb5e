import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { pfxFiles } from '../../packages/platform/src/certificates/pfx-files.fixture.ts'
import { axeFaults, expectPage, openPortals, type PortalBrowser, type Visitor } from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'

const version = '?api-version=2024-05-01'

describeInBrowser('pages of the instance', () => {
  let portals: PortalBrowser
  let visitor: Visitor
  let page: Page
  const put = async (path: string, properties: object) => {
    const answer = await visitor.call('PUT', `${portals.serviceId}${path}${version}`, { properties })
    expect(answer.status, JSON.stringify(answer.json)).toBeLessThan(300)
  }
  const read = async (path: string) =>
    (await visitor.call('GET', `${portals.serviceId}${path}${version}`)).json as {
      readonly properties: Record<string, unknown>
    }

  beforeAll(async () => {
    portals = await openPortals()
    visitor = await portals.visit()
    page = visitor.page
  })
  afterAll(() => portals?.close())

  it('keeps a named value by keyboard alone, masks it, and does not let it go while it is used', async () => {
    await visitor.open('/publisher/sluice/named-values')
    await page.getByRole('button', { name: 'Add named value' }).press('Enter')
    const dialog = page.getByRole('dialog', { name: 'New named value' })
    await dialog.getByLabel('Name', { exact: false }).first().focus()
    await page.keyboard.type('partner key')
    await page.keyboard.press('Tab')
    await expectPage(dialog.getByText('must hold only letters')).toBeVisible()
    await page.keyboard.press('Shift+Tab')
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type('partner-key')
    await page.keyboard.press('Tab')
    await page.keyboard.type('not for everybody')
    await page.keyboard.press('Tab')
    await page.keyboard.press('Space')
    await expectPage(dialog.getByLabel('Value', { exact: false }).first()).toHaveAttribute('type', 'password')
    await page.keyboard.press('Enter')
    await expectPage(dialog).toBeHidden()
    await expectPage(page.getByRole('button', { name: 'Add named value' })).toBeFocused()

    const row = page.getByRole('row', { name: /partner-key/ })
    await expectPage(row).not.toContainText('not for everybody')
    await row.getByRole('button', { name: 'Reveal value of partner-key' }).click()
    await expectPage(row).toContainText('not for everybody')

    await put('/backends/partner', {
      url: 'https://partner.example.com',
      protocol: 'http',
      credentials: { header: { 'X-Key': ['{{partner-key}}'] } },
    })
    await row.getByRole('link', { name: 'partner-key' }).click()
    await expectPage(page.getByRole('dialog').getByRole('link', { name: 'backends/partner' })).toBeVisible()
    await page.keyboard.press('Escape')
    await row.getByRole('button', { name: 'Delete partner-key' }).click()
    await expectPage(page.getByText('in use by /backends/partner').first()).toBeVisible()
    await page.getByRole('button', { name: 'Dismiss' }).first().click()
    await put('/namedValues/short', { displayName: 'short', value: 'back again' })
    const short = page.getByRole('row', { name: /short/ })
    await short.getByRole('button', { name: 'Delete short' }).click()
    await expectPage(short).toBeHidden()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expectPage(short).toContainText('back again')
  })

  it('names the faults of a backend, saves it, and lets people who save at once choose', async () => {
    await visitor.open('/publisher/sluice/backends/new')
    await page.getByLabel('Identifier').fill('orders')
    await page.getByRole('button', { name: 'Add backend' }).click()
    await expectPage(page.getByText('Enter an address that begins with')).toBeVisible()
    await expectPage(page.getByLabel('Address', { exact: false }).first()).toBeFocused()
    await page.getByLabel('Address', { exact: false }).first().fill('https://orders.example.com')
    await page.getByRole('button', { name: 'Add rule' }).click()
    await page.getByLabel('Status codes').fill('5xx')
    await page.getByRole('button', { name: 'Add backend' }).click()
    await expectPage(page.getByText('Codes from 200 to 599')).toBeVisible()
    await page.getByLabel('Status codes').fill('429, 500-599')
    await page.getByRole('button', { name: 'Add backend' }).click()
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('orders')
    expect((await read('/backends/orders')).properties.circuitBreaker).toMatchObject({
      rules: [
        {
          failureCondition: {
            statusCodeRanges: [
              { min: 429, max: 429 },
              { min: 500, max: 599 },
            ],
          },
        },
      ],
    })

    await page.getByLabel('Title').fill('Mine')
    // The page learns of the other version before it saves its own: that must not make the other one its own.
    const known = page.waitForResponse(
      (response) => response.url().includes('/backends/orders?') && response.request().method() === 'GET',
    )
    await put('/backends/orders', { url: 'https://orders.example.com', protocol: 'http', title: 'Theirs' })
    await known
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    const conflict = page.getByRole('alertdialog', { name: 'There is a newer version' })
    await expectPage(conflict.getByRole('row', { name: /title/i })).toContainText('Theirs')
    await conflict.getByRole('button', { name: 'Save mine over it' }).click()
    await expectPage(conflict).toBeHidden()
    await expect.poll(async () => (await read('/backends/orders')).properties.title).toBe('Mine')
  })

  it('takes a certificate with its password, and asks before it goes', async () => {
    await visitor.open('/publisher/sluice/certificates?add=true')
    const dialog = page.getByRole('dialog', { name: 'Upload a certificate' })
    await dialog.locator('input[type=file]').setInputFiles({
      name: 'client.pfx',
      mimeType: 'application/x-pkcs12',
      buffer: Buffer.from(pfxFiles.current, 'base64'),
    })
    await expectPage(dialog.getByText('client.pfx')).toBeVisible()
    await dialog.getByLabel('Identifier').fill('client')
    await dialog.getByLabel('Password of the file', { exact: true }).fill('wrong')
    await dialog.getByRole('button', { name: 'Upload' }).click()
    await expectPage(dialog.getByText('does not open the certificate')).toBeVisible()
    await dialog.getByLabel('Password of the file', { exact: true }).fill('secret')
    await dialog.getByRole('button', { name: 'Upload' }).click()
    await expectPage(dialog).toBeHidden()
    const row = page.getByRole('row', { name: /client/ })
    await row.getByRole('button', { name: 'Delete client' }).click()
    const question = page.getByRole('alertdialog', { name: 'Delete the certificate client?' })
    await expectPage(question.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await question.getByRole('button', { name: 'Delete', exact: true }).click()
    await expectPage(page.getByText('No certificates yet')).toBeVisible()
  })

  it('writes mails with a preview that runs nothing, and shows what became of them', async () => {
    await visitor.open('/publisher/sluice/notifications/templates/AccountClosedDeveloper')
    const frame = page.frameLocator('iframe')
    await expectPage(frame.getByText('Dear Anna Berg')).toBeVisible()
    await expectPage(frame.locator('body')).toHaveCSS('background-color', 'rgb(245, 245, 244)')
    await page.getByLabel('Subject', { exact: false }).first().fill('Goodbye $DevFirstName')
    await expectPage(page.getByText('Goodbye Anna')).toBeVisible()
    const editor = page.getByRole('textbox', { name: 'Body (HTML)' })
    await editor.click()
    await page.keyboard.press('ControlOrMeta+Home')
    await page.keyboard.type('#if ($Unfinished')
    await expectPage(page.getByText('There is no preview until the fault is mended.')).toBeVisible()
    await page.keyboard.press('ControlOrMeta+a')
    await page.keyboard.type(
      '<p style="color:red">Hello $DevFirstName</p><script>parent.document.title = "broken"</script>',
    )
    await expectPage(frame.getByText('Hello Anna')).toBeVisible()
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expectPage(page.getByText('Saved', { exact: true }).first()).toBeVisible()
    expect((await read('/templates/AccountClosedDeveloper')).properties.isDefault).toBe(false)
    await page.getByRole('button', { name: 'Send test' }).click()
    const test = page.getByRole('dialog', { name: 'Send test' })
    await test.getByLabel('Send a test mail to').fill('anna@example.com')
    await test.getByRole('button', { name: 'Send test' }).click()
    await expectPage(test).toBeHidden()
    await page.getByRole('button', { name: 'Reset to default' }).click()
    await expectPage(page.getByLabel('Subject', { exact: false }).first()).toHaveValue(/^Thank you/)
    expect(await page.title()).toContain('Developer farewell letter')

    await visitor.open('/publisher/sluice/notifications?tab=outbox')
    await page.getByRole('link', { name: 'Goodbye Anna' }).click()
    await expectPage(page.getByRole('dialog', { name: 'Mail to anna@example.com' })).toBeVisible()
    await page.keyboard.press('Escape')

    await visitor.open('/publisher/sluice/notifications')
    const field = page.getByRole('combobox', { name: 'E-mail address or user for New subscriptions' })
    await field.fill('nobody')
    await field.press('Enter')
    await expectPage(page.getByText('Enter an e-mail address, such as')).toBeVisible()
    await field.fill('team@example.com')
    await field.press('Enter')
    const recipients = page.getByRole('list', { name: 'Recipients of New subscriptions' })
    await expectPage(page.getByText('team@example.com', { exact: true })).toBeVisible()
    await page.getByText('team@example.com', { exact: true }).click()
    await expectPage(recipients).toBeHidden()
    expect(visitor.faults).toEqual([])
  })

  it('adds a provider, shows a token once and takes it back', async () => {
    await visitor.open('/publisher/sluice/security/identity-providers/new')
    await page.getByLabel('Kind').selectOption('oidc')
    await page.getByLabel('Client id', { exact: false }).first().fill('portal')
    await page.getByLabel('Client secret', { exact: false }).first().fill('a secret of the provider')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await expectPage(page.getByText('Enter an address that begins with')).toBeVisible()
    await page.getByLabel('Address of the issuer', { exact: false }).first().fill('https://login.example.com')
    await page.getByRole('button', { name: 'Add', exact: true }).click()
    await page.getByRole('link', { name: 'OpenID Connect' }).click()
    await page.getByRole('button', { name: 'Reveal saved client secret' }).click()
    await expectPage(page.getByText('a secret of the provider')).toBeVisible()
    await page.getByRole('button', { name: 'Delete identity provider' }).click()
    await page.getByRole('button', { name: 'Delete', exact: true }).click()
    await expectPage(page.getByText('There is none yet: people sign in')).toBeVisible()

    await visitor.open('/publisher/sluice/security?tab=access')
    await page.getByRole('button', { name: 'Create token' }).click()
    const dialog = page.getByRole('dialog', { name: 'Create token' })
    await dialog.getByLabel('Name', { exact: false }).first().fill('build server')
    await dialog.getByRole('button', { name: 'Create token' }).click()
    await dialog.getByRole('button', { name: 'Reveal token' }).click()
    const token = (await dialog.locator('code').first().textContent()) ?? ''
    expect(token.length).toBeGreaterThan(20)
    expect(page.url()).not.toContain(token)
    await dialog.getByRole('button', { name: 'Close' }).last().click()
    const row = page.getByRole('row', { name: /build server/ })
    await row.getByRole('button', { name: 'Take back build server' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Take back build server' }).click()
    await expectPage(row).toBeHidden()
  })

  it('counts, lets requests be approved at hand, and keeps filters of the log in the address', async () => {
    await put('/users/ada', { email: 'ada@example.com', firstName: 'Ada', lastName: 'Byron' })
    await put('/subscriptions/asked', {
      displayName: 'Asked',
      scope: '/products/unlimited',
      ownerId: '/users/ada',
      state: 'submitted',
    })
    await visitor.open('/publisher/sluice')
    await expectPage(page.getByRole('link', { name: /^2\s*APIs/ })).toHaveAttribute('href', '/publisher/sluice/apis')
    await expectPage(page.getByText('Ada Byron (ada@example.com) asks for Unlimited')).toBeVisible()
    await page.getByRole('button', { name: 'Approve Asked' }).click()
    await expectPage(page.getByText('No request waits for approval.')).toBeVisible()
    expect((await read('/subscriptions/asked')).properties.state).toBe('active')

    await visitor.open('/publisher/sluice/activity-log')
    await page.getByLabel('What').fill('/subscriptions/asked')
    await page.getByLabel('What').press('Enter')
    await expectPage(page).toHaveURL(/resource=/)
    await page.reload()
    await expectPage(page.getByRole('table').getByRole('row')).toHaveCount(3)
    await page
      .getByRole('row', { name: /Changed/ })
      .getByRole('link')
      .last()
      .click()
    const dialog = page.getByRole('dialog', { name: /Change \d+/ })
    await expectPage(dialog.getByRole('row', { name: /state/ })).toContainText('submitted')
    await expectPage(dialog.getByRole('row', { name: /state/ })).toContainText('active')
  })

  it('changes what the instance is called, and asks for its name before it is deleted', async () => {
    await visitor.open('/publisher/sluice/settings')
    await page.getByLabel('Organization name').fill('Contoso')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expectPage(page.getByText('Saved', { exact: true }).first()).toBeVisible()
    expect((await read('')).properties.publisherName).toBe('Contoso')
    await page.getByRole('button', { name: 'Delete this instance' }).click()
    const dialog = page.getByRole('alertdialog', { name: 'Delete the instance sluice?' })
    await expectPage(dialog.getByText('2 APIs')).toBeVisible()
    await expectPage(dialog.getByRole('button', { name: 'Delete the instance' })).toBeDisabled()
    expect(await axeFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Cancel' }).click()
    await expectPage(dialog).toBeHidden()
  })

  it('lets analysts look and not touch', async () => {
    await put('/users/ann', {
      email: 'ann@example.com',
      firstName: 'Ann',
      lastName: 'Lee',
      password: 'a password for Ann',
      role: 'analyst',
    })
    const analyst = await portals.visit({
      as: { email: 'ann@example.com', password: 'a password for Ann', service: 'sluice' },
    })
    await analyst.open('/publisher/sluice/named-values')
    await expectPage(analyst.page.getByText('Only publishers and administrators can change this.')).toBeVisible()
    await expectPage(analyst.page.getByRole('button', { name: 'Add named value' })).toBeHidden()
    await analyst.open('/publisher/sluice/activity-log')
    await expectPage(analyst.page.getByRole('heading', { level: 1 })).toHaveText('You have no access to this page')
    await analyst.context.close()
  })
})
