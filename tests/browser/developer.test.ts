import type { Page } from '@playwright/test'
import { afterAll, beforeAll, it } from 'vitest'
import { axeFaults, expectPage as expect, openPortals, type PortalBrowser, type Visitor } from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'
import { hostileTexts } from './hostile-texts.fixture.ts'
import { petShop } from './pet-shop.fixture.ts'

const version = 'api-version=2024-05-01'
const mia = { email: 'mia@example.com', password: 'correct horse battery' }

describeInBrowser('the developer portal', () => {
  let portals: PortalBrowser
  let administrator: Visitor

  async function call(method: string, path: string, properties?: object, query = ''): Promise<unknown> {
    const at = `${portals.serviceId}${path}?${version}${query}`
    const { status, json } = await administrator.call(method, at, properties === undefined ? undefined : { properties })
    if (status >= 300) throw new Error(`${method} ${path}: ${status} ${JSON.stringify(json)}`)
    return json
  }

  /** Path of the page that the link of the newest mail to an address leads to. */
  async function newestLink(to: string): Promise<string> {
    const { value } = (await call('GET', '/mails')) as { value: { name: string; properties: { to: string } }[] }
    const name = value.find(({ properties }) => JSON.stringify(properties).includes(to))?.name
    const { properties } = (await call('GET', `/mails/${name}`)) as { properties: { links: string[] } }
    const { pathname, search } = new URL(properties.links.find((link) => link.includes('ticket=')) ?? '')
    return pathname + search
  }

  const callGateway = async (key: string): Promise<number> => {
    const address = `${portals.sluice.addresses.gatewayHttp}/echo/resource?param1=sample`
    return (await fetch(address, { headers: { 'Ocp-Apim-Subscription-Key': key } })).status
  }

  /** What becomes of a change at the gateway a moment later. */
  const expectStatus = (key: string, status: number) => expect.poll(() => callGateway(key)).toBe(status)

  beforeAll(async () => {
    portals = await openPortals()
    administrator = await portals.visit()
    await call('PUT', '/apis/pets', { ...petShop, protocols: ['http', 'https'] }, '&import=true')
    await expect
      .poll(async () => (await administrator.call('GET', `${portals.serviceId}/apis/pets?${version}`)).status)
      .toBe(200)
    await call('PUT', '/products/unlimited/apis/pets', {})
    await call('PATCH', '/products/unlimited', { terms: 'Be kind to the pets.' })
    await call('PUT', '/tags/animals', { displayName: 'Animals' })
    await call('PUT', '/apis/pets/tags/animals', {})
    await call('PUT', '/apis/pets/releases/first', { apiId: '/apis/pets', notes: 'Dogs are **new**.' })
  }, 240_000)
  afterAll(() => portals?.close())

  it('takes a visitor from signing up to a key, and on to its end', { timeout: 180_000 }, async () => {
    const { page, open, faults } = await portals.visit({ as: null })
    await open('/developer/sluice')
    await page.getByRole('link', { name: 'Sign up' }).click()
    await page.getByRole('button', { name: 'Sign up' }).click()
    await expect(page.getByText('Enter an e-mail address such as name@example.com')).toBeVisible()
    await page.getByLabel('E-mail address').fill(mia.email)
    await page.getByRole('textbox', { name: 'Password' }).fill('short')
    await page.getByLabel('First name').fill('Mia')
    await expect(page.getByText('Enter at least 8 characters')).toBeVisible()
    await page.getByRole('textbox', { name: 'Password' }).fill(mia.password)
    await page.getByLabel('Last name').fill('Jansen')
    await page.getByRole('button', { name: 'Sign up' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Look into your mail' })).toBeVisible()

    const link = await newestLink(mia.email)
    await open(link)
    await page.getByRole('button', { name: 'Confirm my account' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Your account is confirmed' })).toBeVisible()
    await page.getByRole('main').getByRole('link', { name: 'Sign in' }).click()
    await page.getByLabel('E-mail address').fill(mia.email)
    await page.getByLabel('Password').fill(mia.password)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await page.getByRole('link', { name: 'Profile', exact: true }).click()
    await expect(page.getByRole('heading', { name: 'No subscriptions yet' })).toBeVisible()

    await page.getByRole('link', { name: 'See the products' }).click()
    await page.getByRole('link', { name: 'Unlimited' }).click()
    await page.getByLabel('Name of the subscription').fill('Phone')
    await page.getByRole('button', { name: 'Subscribe' }).click()
    await expect(page.getByText('only by whoever agrees to its terms')).toBeVisible()
    await page.getByLabel('I agree to the terms of Unlimited').check()
    await page.getByRole('button', { name: 'Subscribe' }).click()
    await expect(page.getByText('Waits for approval', { exact: true })).toBeVisible()
    await expect(page.getByText('as many subscriptions as this product allows')).toBeVisible()

    await page
      .getByRole('navigation', { name: 'Developer portal' })
      .getByRole('link', { name: 'Profile', exact: true })
      .click()
    const { value } = (await call('GET', '/subscriptions')) as {
      value: { name: string; properties: { displayName: string } }[]
    }
    const sid = value.find(({ properties }) => properties.displayName === 'Phone')?.name
    await call('PATCH', `/subscriptions/${sid}`, { state: 'active' })
    // The page follows by itself.
    await expect(page.getByText('Active', { exact: true })).toBeVisible()

    await page.getByRole('button', { name: 'Reveal primary key Phone' }).click()
    const shown = page.locator('dd code').first()
    await expect(shown).toHaveText(/^[0-9a-f]{32}$/)
    const key = (await shown.textContent()) ?? ''
    await expectStatus(key, 200)

    await page.getByRole('button', { name: 'More actions for Phone' }).click()
    await page.getByRole('menuitem', { name: 'Regenerate primary key' }).click()
    await expect(page.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await page.getByLabel('Type Phone to confirm').fill('Phone')
    await page.getByRole('button', { name: 'Regenerate primary key' }).click()
    await expect(page.getByText('There is a new key')).toBeVisible()
    await expectStatus(key, 401)
    await page.getByRole('button', { name: 'Copy primary key Phone' }).click()
    await expect(page.getByText('primary key Phone copied').first()).toBeAttached()
    const renewed = await page.evaluate<string>('navigator.clipboard.readText()')
    expect(renewed).not.toBe(key)
    await expectStatus(renewed, 200)

    await page.getByRole('button', { name: 'More actions for Phone' }).click()
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    await page.getByRole('textbox', { name: 'Name', exact: true }).fill('Tablet')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { name: 'Tablet' })).toBeVisible()
    await page.getByRole('button', { name: 'More actions for Tablet' }).click()
    await page.getByRole('menuitem', { name: 'Cancel subscription' }).click()
    await page.getByLabel('Type Tablet to confirm').fill('Tablet')
    await page.getByRole('button', { name: 'Cancel subscription' }).click()
    await expect(page.getByText('Cancelled', { exact: true }).first()).toBeVisible()
    await expectStatus(renewed, 401)

    await open(link)
    await page.getByRole('button', { name: 'Confirm my account' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'This link does not work any more' })).toBeVisible()
    expect(faults).toEqual([])
  })

  it('sends whoever forgot a password a link, and closes accounts', { timeout: 120_000 }, async () => {
    const nora = { email: 'nora@example.com', password: 'a password for Nora', firstName: 'Nora', lastName: 'Bos' }
    await call('PUT', '/users/nora', nora)
    const { page, open } = await portals.visit({ as: null })
    for (const email of ['nobody@example.com', nora.email]) {
      await open('/reset-password')
      await page.getByLabel('E-mail address').fill(email)
      await page.getByRole('button', { name: 'Send link' }).click()
      await expect(page.getByRole('heading', { level: 1, name: 'Look into your mail' })).toBeVisible()
    }
    await open(await newestLink(nora.email))
    await page.getByRole('textbox', { name: 'Password' }).fill('another password')
    await page.getByRole('button', { name: 'Show password' }).click()
    await expect(page.getByRole('textbox', { name: 'Password' })).toHaveValue('another password')
    await page.getByRole('button', { name: 'Save password' }).click()
    await page.getByRole('link', { name: 'Profile', exact: true }).click()
    await expect(page.getByText(nora.email)).toBeVisible()
    expect(page.url()).not.toContain('ticket')

    await page.getByRole('button', { name: 'Change password' }).click()
    await page.getByRole('textbox', { name: 'Current password' }).fill('wrong password')
    await page.getByRole('textbox', { name: 'New password' }).fill('one more password')
    await page.getByRole('dialog').getByRole('button', { name: 'Change password' }).click()
    await expect(page.getByRole('alert')).toContainText('SignInFailed')
    await page.getByRole('textbox', { name: 'Current password' }).fill('another password')
    await page.getByRole('dialog').getByRole('button', { name: 'Change password' }).click()
    await expect(page.getByText('Your password is changed')).toBeVisible()
    await expect(page.getByRole('button', { name: 'Change password' })).toBeFocused()

    await page.getByLabel('First name').fill('Norah')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expect(page.getByText('Saved', { exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Close account' }).click()
    await page.getByLabel(`Type ${nora.email} to confirm`).fill(nora.email)
    await page.getByRole('button', { name: 'Close my account' }).click()
    await expect(page.getByRole('link', { name: 'Sign in' }).first()).toBeVisible()
    const gone = await administrator.call('GET', `${portals.serviceId}/users/nora?${version}`)
    expect(gone.status).toBe(404)
  })

  it('finds APIs and reads operations by keyboard, and keeps the view in the address', {
    timeout: 120_000,
  }, async () => {
    const { page, open, faults } = await portals.visit({ as: null })
    await open('/developer/sluice')
    await page.keyboard.press('/')
    await page.keyboard.type('/pets')
    await page.keyboard.press('Enter')
    await expect(page).toHaveURL(/\/apis\?q=%2Fpets$/)
    await expect(page.getByRole('link', { name: 'Pet shop' })).toBeVisible()
    await expect(page.getByRole('link', { name: 'Echo API' })).toHaveCount(0)
    await page.getByRole('searchbox').fill('no such thing')
    await expect(page.getByRole('heading', { name: 'No APIs match “no such thing”' })).toBeVisible()
    await page.getByRole('button', { name: 'Clear' }).last().click()
    await page.getByRole('tab', { name: 'By tag' }).click()
    await expect(page.getByRole('heading', { level: 2, name: 'Animals' })).toBeVisible()
    await expect(page.getByRole('heading', { level: 2, name: 'Without a tag' })).toBeVisible()
    await page.getByRole('tab', { name: 'Table' }).click()
    await page.getByRole('combobox', { name: 'Tag' }).selectOption('Animals')
    await expect(page.getByRole('row')).toHaveCount(2)
    await page.reload()
    await expect(page.getByRole('row')).toHaveCount(2)

    await page.getByRole('link', { name: 'Pet shop' }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Pet shop' })).toBeFocused()
    await expect(page.getByRole('heading', { level: 3, name: 'pets' })).toBeVisible()
    await expect(page.getByText('Dogs are new.')).toBeVisible()
    await page.getByRole('button', { name: 'Download definition' }).focus()
    await page.keyboard.press('Enter')
    const downloading = page.waitForEvent('download')
    await page.keyboard.press('ArrowDown')
    await page.keyboard.press('Enter')
    expect((await downloading).suggestedFilename()).toBe('pets-openapi.json')
    await page.getByRole('link', { name: 'Add a pet' }).focus()
    await page.keyboard.press('Enter')
    await expect(page.getByRole('heading', { level: 1, name: 'Add a pet' })).toBeVisible()

    // A schema that holds itself opens level by level.
    const tree = page.getByRole('tree', { name: 'Schema: Request body' })
    await expect(tree.getByText('maxLength: 40')).toBeVisible()
    const item = tree.getByRole('treeitem', { name: /^\[ \] Pet/ })
    await expect(item).toHaveAttribute('aria-expanded', 'false')
    await item.focus()
    await page.keyboard.press('ArrowRight')
    await expect(item).toHaveAttribute('aria-expanded', 'true')
    await expect(page.getByRole('region', { name: 'C# sample' })).toContainText('YOUR_SUBSCRIPTION_KEY')
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Try It' }).click()
    await expect(page).toHaveURL(/\/operations\/addPet\/try/i)
    expect(faults).toEqual([])
  })

  it('takes issues with files and comments, which others see when they are public', { timeout: 120_000 }, async () => {
    const lena = { email: 'lena@example.com', password: 'a password for Lena', firstName: 'Lena', lastName: 'Vos' }
    await call('PUT', '/users/lena', lena)
    const { page, open, faults } = await portals.visit({ as: { ...lena, service: 'sluice' } })
    await open('/developer/sluice/apis/pets')
    await page.getByRole('link', { name: 'Report an issue' }).click()
    await expect(page.getByLabel('API')).toHaveValue('pets')
    await page.getByLabel('Title').fill('Cats are listed as dogs')
    await page.getByRole('button', { name: 'Report an issue' }).click()
    await expect(page.getByText('Describe what happens')).toBeVisible()
    await page.getByLabel('Text').fill('Since yesterday.')
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'log.html', mimeType: 'text/html', buffer: Buffer.from('<script>hacked = 1</script>') })
    await page.getByRole('button', { name: 'Report an issue' }).click()
    await expect(page.getByRole('heading', { level: 1, name: 'Cats are listed as dogs' })).toBeVisible()
    await expect(page.getByText('Proposed', { exact: true })).toBeVisible()
    const downloading = page.waitForEvent('download')
    await page.getByRole('button', { name: 'Download log.html' }).click()
    expect((await downloading).suggestedFilename()).toBe('log.html')
    const address = new URL(page.url()).pathname

    const other = await portals.visit({ as: null })
    await other.open(address)
    await expect(other.page.getByRole('heading', { level: 1, name: 'Nothing to see here' })).toBeVisible()
    const id = address.split('/').at(-1)
    await call('PATCH', `/apis/pets/issues/${id}`, { state: 'open' })
    await other.open(address)
    await expect(other.page.getByText('Another developer')).toBeVisible()
    await expect(other.page.getByRole('link', { name: 'Sign in to comment' })).toBeVisible()
    await call('PUT', `/apis/pets/issues/${id}/comments/c1`, { text: 'We look into it.', userId: '/users/1' })
    await page.reload()
    await expect(page.getByText('We look into it.')).toBeVisible()
    await page.getByRole('textbox', { name: 'Comment' }).fill('Thank you.')
    await page.getByRole('button', { name: 'Add comment' }).click()
    await expect(page.getByRole('listitem').filter({ hasText: 'Thank you.' })).toBeVisible()
    await expect(page.getByRole('textbox', { name: 'Comment' })).toHaveValue('')
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Issues' }).first().click()
    await expect(page.getByRole('row').filter({ hasText: 'Cats are listed as dogs' })).toContainText('Open')
    expect([...faults, ...other.faults]).toEqual([])
  })

  it('runs nothing of what strangers write', { timeout: 180_000 }, async () => {
    const text = hostileTexts.join('\n\n')
    // Names may not hold line breaks everywhere; in these everything else is.
    const name = hostileTexts[0] ?? ''
    const schema = {
      type: 'object',
      properties: { [name]: { type: 'string', description: text, enum: [...hostileTexts] } },
    }
    const representation = {
      contentType: 'application/json',
      schemaId: 'hostile',
      typeName: name,
      examples: { [name]: { value: text } },
    }
    const parameter = { name, type: name, description: text, defaultValue: text, values: [...hostileTexts] }
    await call('PUT', '/apis/hostile', {
      displayName: name,
      description: text,
      path: 'hostile',
      protocols: ['https'],
      contact: { name, url: 'javascript:hacked=1', email: `x@y.z?subject=${name}` },
      license: { name, url: 'data:text/html,<script>hacked=1</script>' },
      termsOfServiceUrl: 'javascript:hacked=1//',
    })
    await call('PUT', '/apis/hostile/schemas/hostile', {
      contentType: 'application/vnd.oai.openapi.components+json',
      document: { components: { schemas: { [name]: schema } } },
    })
    await call('PUT', '/apis/hostile/operations/op', {
      displayName: name,
      description: text.slice(0, 1000),
      method: 'POST',
      urlTemplate: '/x/"><svg onload=hacked=1>',
      request: {
        description: text,
        queryParameters: [parameter],
        headers: [parameter],
        representations: [representation],
      },
      responses: [{ statusCode: 200, description: text, representations: [representation], headers: [parameter] }],
    })
    await call('PUT', '/apis/hostile/releases/r', { apiId: '/apis/hostile', notes: text })
    await call('PUT', '/tags/hostile', { displayName: name.slice(0, 160) })
    await call('PUT', '/apis/hostile/tags/hostile', {})
    await call('PUT', '/products/hostile', {
      displayName: name,
      description: text.slice(0, 1000),
      terms: text,
      state: 'published',
      subscriptionRequired: true,
    })
    await call('PUT', '/products/hostile/groups/developers', {})
    await call('PUT', '/products/hostile/apis/hostile', {})
    const otto = { email: 'otto@example.com', password: 'a password for Otto', firstName: 'Otto', lastName: 'Prins' }
    await call('PUT', '/users/otto', otto)
    await call('PUT', '/subscriptions/hostile', {
      displayName: name.slice(0, 100),
      scope: '/products/hostile',
      ownerId: '/users/otto',
    })
    await call('PUT', '/apis/hostile/issues/i', {
      title: name,
      description: text,
      userId: '/users/otto',
      state: 'open',
    })
    await call('PUT', '/apis/hostile/issues/i/comments/c', { text, userId: '/users/otto' })
    await call('PUT', '/apis/hostile/issues/i/attachments/a', {
      title: name,
      contentFormat: 'image/svg+xml',
      content: Buffer.from('<svg xmlns="http://www.w3.org/2000/svg" onload="hacked=1"/>').toString('base64'),
    })

    const { page, open, faults } = await portals.visit({ as: { ...otto, service: 'sluice' } })
    const dialogs: string[] = []
    page.on('dialog', (dialog) => {
      dialogs.push(dialog.message())
      void dialog.dismiss()
    })
    for (const path of [
      '',
      '/apis',
      '/apis?view=table',
      '/apis?view=tags',
      '/apis/hostile',
      '/apis/hostile/operations/op',
      '/apis/hostile/operations/op/try',
      '/products',
      '/products/hostile',
      '/profile',
      '/issues',
      '/issues/hostile/i',
      '/issues/new?api=hostile',
    ]) {
      await open(`/developer/sluice${path}`)
      await settle(page)
      const found = await page.evaluate<unknown>(`({
        ran: typeof hacked,
        scripts: document.querySelectorAll('#root script, #root iframe, #root object, #root embed, #root base, #root meta').length,
        links: [...document.querySelectorAll('#root [href], #root [src], #root [action]')]
          .map((one) => one.getAttribute('href') ?? one.getAttribute('src') ?? one.getAttribute('action'))
          .filter((address) => /^\\s*(?:javascript|data|vbscript|blob):/i.test(address)),
        handlers: [...document.querySelectorAll('#root *')]
          .flatMap((one) => one.getAttributeNames())
          .filter((attribute) => attribute.startsWith('on')),
      })`)
      expect({ path, found }).toEqual({ path, found: { ran: 'undefined', scripts: 0, links: [], handlers: [] } })
    }
    expect([dialogs, faults]).toEqual([[], []])
  })

  it('fits into 360 px and into 400 % zoom, whatever is opened', { timeout: 120_000 }, async () => {
    for (const size of [
      { width: 360, height: 640 },
      { width: 320, height: 256 },
    ]) {
      const { page, open, context } = await portals.visit({ as: null, size })
      for (const path of ['/apis?view=table', '/apis?view=tags', '/apis/pets', '/apis/pets/operations/addPet']) {
        await open(`/developer/sluice${path}`)
        await settle(page)
        expect({ path, size, overflow: await overflowOf(page) }).toEqual({ path, size, overflow: 0 })
      }
      const branch = page
        .getByRole('tree')
        .first()
        .getByRole('treeitem', { name: /^\[ \] Pet/ })
      for (let level = 0; level < 4; level += 1) {
        await branch.last().focus()
        await page.keyboard.press('ArrowRight')
      }
      expect(await overflowOf(page)).toBe(0)
      await context.close()
    }
  })
})

const overflowOf = (page: Page): Promise<number> =>
  page.evaluate<number>("((content) => content.scrollWidth - content.clientWidth)(document.getElementById('content'))")

/** Data are there, and Markdown, schemas and samples drawn. */
async function settle(page: Page): Promise<void> {
  await expect(page.locator('[role="progressbar"], .fui-Skeleton')).toHaveCount(0)
  // What is loaded for one page only comes a moment later; a part of a page that never came is a fault of other tests.
  await page.waitForTimeout(700)
}
