import { expectPage, type Visitor } from '../browser.ts'
import type { Hands } from './hands.ts'
import type { ScoringAddress } from './scoring-address.ts'

const template = '/workspaces/{workspace}/services/{service}'
const operations = [
  ['POST', `${template}/execute?api-version={apiversion}&details={details}`, 'RRS Execute'],
  ['POST', `${template}/jobs?api-version={apiversion}`, 'BES Submit'],
  ['POST', `${template}/jobs/{jobid}/start?api-version={apiversion}`, 'BES Start'],
  ['GET', `${template}/jobs/{jobid}?api-version={apiversion}`, 'BES Status'],
  ['DELETE', `${template}/jobs/{jobid}?api-version={apiversion}`, 'BES Delete'],
] as const
const scoringBody =
  '{"Inputs": {"input1": {"ColumnNames": ["Col2"], "Values": [["This is a good day"]]}}, "GlobalParameters": {}}'

/** Steps 10 to 13: an instance, an API, its five operations. */
export async function makeApi({ page, open }: Visitor, { press, fill, choose }: Hands, instance: string) {
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
}

/** Steps 14 and 15: to Try It in the developer portal, and a score through the gateway. */
export async function tryScoring({ page }: Visitor, hands: Hands, scoring: ScoringAddress): Promise<void> {
  const { press, fill } = hands
  const button = (name: string) => page.getByRole('button', { name, exact: true })
  const link = (name: string | RegExp) => page.getByRole('link', { name, exact: typeof name === 'string' }).first()

  // 14
  await press(link('Developer portal'))
  await press(page.getByRole('navigation', { name: 'Developer portal' }).getByRole('link', { name: 'APIs' }))
  await press(link('AzureML Demo API'))
  await openConsole({ page }, hands, 'RRS Execute')

  // 15
  await fillAddress({ page }, hands, scoring)
  await fill(page.getByRole('textbox', { name: /^details/ }), 'true')
  await fill(page.getByRole('textbox', { name: 'Request body' }), scoringBody)
  await press(button('Send'))
  await expectPage(page.getByText('200 OK').first()).toBeVisible({ timeout: 30_000 })
  await expectPage(page.getByText('Requested URL').first()).toBeVisible()
  await expectPage(
    page.getByText(`/workspaces/${scoring.workspace}/services/${scoring.service}/execute`).first(),
  ).toBeVisible()
  await expectPage(page.getByText('ColumnTypes').first()).toBeVisible()
}

/** From the page of the API to the console of one of its operations; the subscription key stands there, masked. */
export async function openConsole({ page }: Pick<Visitor, 'page'>, { press }: Hands, operation: string) {
  await press(page.getByRole('link', { name: new RegExp(operation) }).first())
  await press(page.getByRole('link', { name: 'Try It', exact: true }).first())
}

/** What each of the five operations needs: where the web service is, and its key. */
export async function fillAddress(
  { page }: Pick<Visitor, 'page'>,
  { press, fill }: Hands,
  { workspace, service, key }: ScoringAddress,
): Promise<void> {
  const parameter = (name: RegExp) => page.getByRole('textbox', { name })
  await fill(parameter(/^workspace/), workspace)
  await fill(parameter(/^service/), service)
  await fill(parameter(/^apiversion/), '2.0')
  for (const [name, value] of [
    ['Content-Type', 'application/json'],
    ['Authorization', `Bearer ${key}`],
  ] as const) {
    const field = page.locator('input').and(page.getByLabel(`Value of ${name}`, { exact: true }))
    // The console keeps what was set for the operation before.
    if ((await field.count()) === 0) {
      await press(page.getByRole('button', { name: 'Add header', exact: true }))
      await fill(page.getByRole('combobox', { name: 'Header name' }).last(), name)
    }
    await fill(field, value)
  }
}
