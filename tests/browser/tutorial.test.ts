import type { Locator, Page } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { expectPage, openPortals, type PortalBrowser, type Visitor, whyNoBrowser } from '../support/browser.ts'

const reason = whyNoBrowser()
const template = '/workspaces/{workspace}/services/{service}'
const operations = [
  ['POST', `${template}/execute?api-version={apiversion}&details={details}`, 'RRS Execute'],
  ['POST', `${template}/jobs?api-version={apiversion}`, 'BES Submit'],
  ['POST', `${template}/jobs/{jobid}/start?api-version={apiversion}`, 'BES Start'],
  ['GET', `${template}/jobs/{jobid}?api-version={apiversion}`, 'BES Status'],
  ['DELETE', `${template}/jobs/{jobid}?api-version={apiversion}`, 'BES Delete'],
] as const
const body =
  '{"Inputs": {"input1": {"ColumnNames": ["Col2"], "Values": [["This is a good day"]]}}, "GlobalParameters": {}}'

/** How a step is done: by mouse and keys as people mix them, or by keys alone. */
interface Hands {
  /** Activates what is found. */
  press(target: Locator): Promise<void>
  fill(target: Locator, text: string): Promise<void>
  /** Takes the option of the list that is open. */
  choose(option: Locator, typed: string): Promise<void>
}

const mouse: Hands = {
  press: (target) => target.click(),
  fill: (target, text) => target.fill(text),
  choose: (option) => option.click(),
}

/** Walks to the element with Tab as somebody without a mouse does, and says so when it cannot be reached. */
const keyboard = (page: Page): Hands => {
  const hasFocus = (target: Locator) => target.evaluate((element) => element === element.ownerDocument.activeElement)
  /** Whether arrows lead to it from where the focus is: within its menu, its list or its tabs. */
  const isInGroup = (target: Locator) =>
    target.evaluate((element) =>
      element
        .closest('[role=menu], [role=listbox], [role=tablist]')
        ?.contains(element.ownerDocument.activeElement as typeof element),
    )
  const reach = async (target: Locator) => {
    await target.waitFor()
    for (let presses = 0; presses < 100; presses++) {
      if (await hasFocus(target)) return
      const isArrow = (await isInGroup(target)) === true
      const isTab = isArrow && (await target.getAttribute('role')) === 'tab'
      await page.keyboard.press(isTab ? 'ArrowRight' : isArrow ? 'ArrowDown' : 'Tab')
    }
    throw new Error(`No key leads to ${target}.`)
  }
  return {
    async press(target) {
      await reach(target)
      const isBox = await target.evaluate((element) => (element as { readonly type?: string }).type === 'checkbox')
      await page.keyboard.press(isBox ? 'Space' : 'Enter')
    },
    async fill(target, text) {
      await reach(target)
      await page.keyboard.press('Control+a')
      await page.keyboard.insertText(text)
    },
    async choose(option, typed) {
      await page.keyboard.type(typed)
      await option.waitFor()
      await page.keyboard.press('Enter')
    },
  }
}

describe.skipIf(reason !== undefined)(`the tutorial${reason === undefined ? '' : ` (${reason})`}`, () => {
  let portals: PortalBrowser
  let scoring: { readonly workspace: string; readonly service: string; readonly key: string }
  beforeAll(async () => {
    portals = await openPortals()
    // What the studio shows in the steps before: workspace W, service S, key K.
    const [direct = ''] = portals.sluice.curlLines().slice(1)
    const [, workspace = '', service = ''] = /workspaces\/(\w+)\/services\/(\w+)\//.exec(direct) ?? []
    scoring = { workspace, service, key: /Bearer ([^']+)'/.exec(direct)?.[1] ?? '' }
  })
  afterAll(() => portals?.close())

  it('is followed from the wizard to a score, step by step, by mouse', { timeout: 180_000 }, async () => {
    const visitor = await portals.visit()
    await follow(visitor, mouse, 'demoazureml')
    expect(visitor.faults).toEqual([])
  })

  it('is followed by keyboard alone', { timeout: 300_000 }, async () => {
    const visitor = await portals.visit()
    await follow(visitor, keyboard(visitor.page), 'demokeys')
    expect(visitor.faults).toEqual([])
  })

  async function follow({ page, open }: Visitor, { press, fill, choose }: Hands, instance: string): Promise<void> {
    const button = (name: string | RegExp) => page.getByRole('button', { name, exact: typeof name === 'string' })
    const field = (name: string | RegExp) => page.getByRole('textbox', { name })
    const link = (name: string | RegExp) => page.getByRole('link', { name, exact: typeof name === 'string' }).first()

    // 10
    await open('/')
    await press(button('New'))
    for (const name of ['App Services', 'API Management', 'Create']) await press(page.getByRole('menuitem', { name }))
    await fill(field('URL'), instance)
    await expectPage(page.getByText('Free')).toBeVisible()
    await press(button('Next'))
    await fill(field('Organization name'), instance)
    await fill(field('Administrator e-mail'), `${instance}@example.com`)
    await press(button('Create'))
    await expectPage(page.getByText('Ready', { exact: true }).first()).toBeVisible({ timeout: 30_000 })
    await press(link('Manage'))

    // 11
    await press(link('APIs'))
    await press(
      page
        .getByRole('link', { name: 'Add API' })
        .or(page.getByRole('button', { name: 'Add API' }))
        .first(),
    )
    await fill(field('Web API name'), 'AzureML Demo API')
    await fill(field('Web service URL'), 'https://ussouthcentral.services.azureml.net')
    await fill(field('Web API URL suffix'), 'azureml-demo')
    const https = page.getByRole('checkbox', { name: 'HTTPS' })
    if (!(await https.isChecked())) await press(https)
    await press(page.getByRole('checkbox', { name: 'Starter' }))
    await press(button('Save'))
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('AzureML Demo API')

    // 12, 13
    await press(page.getByRole('tab', { name: 'Operations' }))
    for (const [verb, urlTemplate, name] of operations) {
      await press(
        page
          .getByRole('link', { name: 'Add operation' })
          .or(page.getByRole('button', { name: 'Add operation' }))
          .first(),
      )
      await expectPage(page.getByText('New operation').first()).toBeVisible()
      await fill(page.getByRole('combobox', { name: /verb/i }), verb)
      await fill(field(/URL template/).first(), urlTemplate)
      await fill(field(/Display name/).first(), name)
      await press(page.getByRole('tab', { name: 'Responses' }))
      await press(button('ADD'))
      await choose(page.getByRole('option', { name: '200 OK' }), '200')
      await press(button('Save'))
      await expectPage(page.getByText('New operation')).toHaveCount(0)
    }
    for (const [, , name] of operations) await expectPage(page.getByText(name).first()).toBeVisible()

    // 14
    await press(link('Developer portal'))
    await press(page.getByRole('navigation', { name: 'Developer portal' }).getByRole('link', { name: 'APIs' }))
    await press(link('AzureML Demo API'))
    await press(link(/RRS Execute/))
    await press(link('Try It'))

    // 15
    await fill(field(/^workspace/), scoring.workspace)
    await fill(field(/^service/), scoring.service)
    await fill(field(/^apiversion/), '2.0')
    await fill(field(/^details/), 'true')
    for (const [name, value] of [
      ['Content-Type', 'application/json'],
      ['Authorization', `Bearer ${scoring.key}`],
    ] as const) {
      await press(button('Add header'))
      await fill(page.getByRole('combobox', { name: 'Header name' }).last(), name)
      await fill(page.locator('input').and(page.getByLabel(`Value of ${name}`, { exact: true })), value)
    }
    await fill(page.getByRole('textbox', { name: 'Request body' }), body)
    await press(button('Send'))
    await expectPage(page.getByText('200 OK').first()).toBeVisible({ timeout: 30_000 })
    await expectPage(page.getByText('Requested URL').first()).toBeVisible()
    await expectPage(
      page.getByText(`/workspaces/${scoring.workspace}/services/${scoring.service}/execute`).first(),
    ).toBeVisible()
    await expectPage(page.getByText('ColumnTypes').first()).toBeVisible()
  }
})
