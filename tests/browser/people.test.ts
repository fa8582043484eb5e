import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeFaults, expectPage, openPortals, type PortalBrowser, type Visitor } from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'

const dora = { email: 'dora@example.com', password: 'a password for Dora' }
const analyst = { email: 'piet@example.com', password: 'a password for Piet' }
const base = '/publisher/sluice'

describeInBrowser('products, subscriptions, users and groups', () => {
  let portals: PortalBrowser
  let administrator: Visitor
  let serviceId = ''

  const arm = async (visitor: Visitor, method: string, path: string, properties?: object) => {
    const body = properties === undefined ? undefined : { properties }
    const { status, json } = await visitor.call(method, `${serviceId}${path}?api-version=2024-05-01`, body)
    return { status, json: json as never }
  }
  beforeAll(async () => {
    portals = await openPortals()
    administrator = await portals.visit()
    const subscriptions = await administrator.call('GET', '/subscriptions?api-version=2022-12-01')
    const { subscriptionId } = (subscriptions.json as { value: { subscriptionId: string }[] }).value[0] ?? {}
    const services = await administrator.call(
      'GET',
      `/subscriptions/${subscriptionId}/providers/Microsoft.ApiManagement/service?api-version=2024-05-01`,
    )
    serviceId = (services.json as { value: { id: string }[] }).value[0]?.id ?? ''
    const people = [
      ['dora', { ...dora, firstName: 'Dora', lastName: 'Visser' }],
      ['piet', { ...analyst, firstName: 'Piet', lastName: 'Jansen', role: 'analyst' }],
    ] as const
    for (const [id, person] of people) {
      expect((await arm(administrator, 'PUT', `/users/${id}`, person)).status).toBe(201)
    }
  })
  afterAll(() => portals?.close())

  it('makes a product, puts an API in, shows it to a group and publishes it', async () => {
    const { page, open, faults } = administrator
    await open(`${base}/products`)
    await page.getByRole('link', { name: 'Add product' }).click()
    await page.getByRole('button', { name: 'Add product' }).click()
    await expectPage(page.getByText('A product needs a name')).toBeVisible()
    await page.getByRole('textbox', { name: 'Name' }).fill('Starter')
    await page.getByRole('button', { name: 'Add product' }).click()
    await expectPage(page.getByText('starter exists already. Choose another name.').first()).toBeVisible()
    await page.getByRole('textbox', { name: 'Name' }).fill('Gold')
    await page.getByRole('checkbox', { name: 'Each subscription waits for approval' }).check()
    await page.getByRole('button', { name: 'Add product' }).click()
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Gold')
    await choose(page, 'Add an API', 'Echo', 'Echo API')
    await expectPage(page.getByRole('link', { name: 'Echo API' })).toBeVisible()
    await page.getByRole('tab', { name: 'Visibility' }).click()
    await choose(page, 'Add a group', 'Dev', 'Developers')
    await expectPage(page.getByRole('link', { name: 'Developers' })).toBeVisible()
    await page.getByRole('button', { name: 'Publish', exact: true }).click()
    const dialog = page.getByRole('alertdialog')
    await expectPage(dialog).toContainText('Members of Developers see it')
    await dialog.getByRole('button', { name: 'Yes, publish it' }).click()
    await expectPage(page.getByText('Gold is published')).toBeVisible()
    const { json } = await arm(administrator, 'GET', '/products/gold')
    expect(json).toMatchObject({ properties: { state: 'published', approvalRequired: true } })
    expect(faults).toEqual([])
  })

  it('takes an API out with a way back', async () => {
    const { page, open } = administrator
    await open(`${base}/products/gold/summary`)
    await page.getByRole('button', { name: 'Remove Echo API' }).click()
    await expectPage(page.getByRole('heading', { name: 'No APIs in this product' })).toBeVisible()
    await page.getByRole('button', { name: 'Undo' }).click()
    await expectPage(page.getByRole('link', { name: 'Echo API' })).toBeVisible()
  })

  it('lets a request of a developer be approved, its keys be copied and made anew', async () => {
    const { page, open } = administrator
    const developer = await portals.visit({ as: { ...dora, service: 'sluice' } })
    for (const [id, displayName] of [
      ['shop', 'Web shop'],
      ['night', 'Nightly report'],
    ]) {
      const asked = await developer.call(
        'PUT',
        `/developer/users/dora/subscriptions/${id}?service=sluice&api-version=2022-04-01-preview`,
        { properties: { displayName, scope: '/products/gold' } },
      )
      expect([id, asked.status]).toEqual([id, 201])
    }
    await open(`${base}/subscriptions`)
    await expectPage(page.getByText('2 waiting for approval').first()).toBeVisible()
    // For a moment the list of all others may still have it, too.
    await page
      .getByRole('table', { name: 'Waiting for approval' })
      .getByRole('button', { name: 'Approve Web shop' })
      .click()
    await expectPage(page.getByText('Web shop is approved').first()).toBeVisible()
    await page.getByRole('button', { name: 'Reject Nightly report' }).click()
    await page.getByRole('textbox', { name: 'Reason' }).fill('Use the other one')
    await page.getByRole('alertdialog').getByRole('button', { name: 'Reject' }).click()
    await expectPage(page.getByText('Nightly report is rejected').first()).toBeVisible()
    const { json: rejected } = await arm(administrator, 'GET', '/subscriptions/night')
    expect(rejected).toMatchObject({ properties: { state: 'rejected', stateComment: 'Use the other one' } })

    const keysOf = async () => {
      const { json } = await arm(administrator, 'POST', '/subscriptions/shop/listSecrets')
      return json as { primaryKey: string; secondaryKey: string }
    }
    const before = await keysOf()
    expect(await page.content()).not.toContain(before.primaryKey)
    await page.getByRole('button', { name: 'Copy primary key of Web shop' }).click()
    await expectPage(page.getByText('primary key of Web shop copied').first()).toBeAttached()
    expect(await page.evaluate<string>('navigator.clipboard.readText()')).toBe(before.primaryKey)
    await page.getByRole('link', { name: 'Details of Web shop' }).click()
    const drawer = page.getByRole('dialog')
    await drawer.getByRole('button', { name: 'Reveal secondary key of Web shop' }).click()
    await expectPage(drawer.getByText(before.secondaryKey)).toBeVisible()
    expect(page.url()).toContain('subscription=shop')
    await drawer.getByRole('button', { name: 'Regenerate primary key' }).click()
    const dialog = page.getByRole('alertdialog')
    await dialog.getByRole('textbox', { name: 'Type Web shop to confirm' }).fill('Web shop')
    await dialog.getByRole('button', { name: 'Regenerate key' }).click()
    await expectPage(page.getByText('Web shop has a new primary key').first()).toBeVisible()
    const after = await keysOf()
    expect(after.primaryKey).not.toBe(before.primaryKey)
    expect(after.secondaryKey).toBe(before.secondaryKey)
  })

  it('says how many subscriptions go with a product before it is deleted', async () => {
    const { page, open } = administrator
    await open(`${base}/products/gold/subscribers`)
    await expectPage(page.getByRole('link', { name: 'Details of Web shop' })).toBeVisible()
    await page.getByRole('button', { name: 'Delete product' }).click()
    const dialog = page.getByRole('alertdialog')
    await expectPage(dialog).toContainText('2 subscriptions go with it')
    await expectPage(dialog.getByRole('button', { name: 'Cancel' })).toBeFocused()
    await page.keyboard.press('Escape')
    await expectPage(dialog).toBeHidden()
    await expectPage(page.getByRole('button', { name: 'Delete product' })).toBeFocused()
  })

  it('invites somebody, by keyboard only, and puts them into a group', async () => {
    const { page, open } = administrator
    await open(`${base}/groups/new`)
    await page.getByRole('textbox', { name: 'Name' }).fill('Partners')
    await page.keyboard.press('Control+s')
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Partners')
    await open(`${base}/users/new`)
    await page.getByRole('textbox', { name: 'First name' }).focus()
    await page.keyboard.type('Lena')
    await page.keyboard.press('Tab')
    await page.keyboard.type('Vogel')
    await page.keyboard.press('Tab')
    await page.keyboard.type('lena@example.com')
    await page.keyboard.press('Enter')
    await expectPage(page.getByText('A mail with the invitation is on its way to lena@example.com')).toBeVisible()
    await expectPage(page.getByText('Waiting for confirmation')).toBeVisible()
    const { json } = await administrator.call(
      'GET',
      `${serviceId}/mails?api-version=2024-05-01&recipient=lena@example.com`,
    )
    expect((json as { value: { template: string }[] }).value.map(JSON.stringify as (mail: unknown) => string)).toEqual([
      expect.stringContaining('InviteUserNotificationMessage'),
    ])
    await page.getByRole('tab', { name: 'Groups' }).click()
    await choose(page, 'Add to a group', 'Part', 'Partners')
    await expectPage(page.getByText('Lena Vogel is in Partners now')).toBeVisible()
    await open(`${base}/groups/partners`)
    await expectPage(page.getByRole('link', { name: 'Lena Vogel' })).toBeVisible()
    await open(`${base}/groups/developers`)
    await expectPage(page.getByText('This group is built in')).toBeVisible()
    await expectPage(page.getByRole('button', { name: 'Delete group' })).toHaveCount(0)
  })

  it('acts as a user under a band that leads back, and never as an administrator', async () => {
    const { page, open } = await portals.visit()
    await open(`${base}/users/1`)
    await expectPage(page.getByRole('button', { name: 'Act as this user' })).toHaveAttribute('aria-disabled', 'true')
    await open(`${base}/users/dora`)
    await page.getByRole('button', { name: 'Act as this user' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Act as Dora Visser' }).click()
    const band = page.getByText('You act as Dora Visser. What you do here is done in that name.')
    await expectPage(band).toBeVisible()
    expect(new URL(page.url()).pathname).toBe('/developer/sluice')
    expect(await axeFaults(page)).toEqual([])
    await page.goto('/developer/sluice/products')
    await expectPage(band).toBeVisible()
    await page.getByRole('button', { name: 'Stop acting as this user' }).click()
    await expectPage(page).toHaveURL(/\/sign-in/)
    await expectPage(band).toBeHidden()
  })

  it('shows an analyst everything and lets nothing be changed', async () => {
    const { page, open, call } = await portals.visit({ as: { ...analyst, service: 'sluice' } })
    await open(`${base}/products/gold/settings`)
    await expectPage(page.getByText('Only publishers and administrators can change this.')).toBeVisible()
    await expectPage(page.getByRole('textbox', { name: 'Name' })).toBeDisabled()
    await expectPage(page.getByRole('button', { name: 'Unpublish' })).toHaveCount(0)
    await open(`${base}/subscriptions`)
    await expectPage(page.getByRole('link', { name: 'Details of Web shop' })).toBeVisible()
    await expectPage(page.getByRole('button', { name: /Reveal/ })).toHaveCount(0)
    await open(`${base}/users/new`)
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('You have no access to this page')
    const refused = await call('POST', `${serviceId}/subscriptions/shop/listSecrets?api-version=2024-05-01`)
    expect(refused.status).toBe(403)
  })
})

/** Types into the field and takes what is offered. */
async function choose(page: Page, label: string, typed: string, option: string): Promise<void> {
  await page.getByRole('combobox', { name: label }).fill(typed)
  await page.getByRole('option', { name: option }).first().click()
}
