import { expect } from 'vitest'
import { expectPage, type Visitor } from '../browser.ts'
import type { Hands } from './hands.ts'
import { fillAddress, openConsole } from './portal-steps.ts'
import type { ScoringAddress } from './scoring-address.ts'
import { hashedRow } from './studio-steps.ts'

const container = 'scenario'
/** So many that the job is still on its way when somebody cancels it. */
const manyRows = 1_500_000

/** Step 16: files into the storage, a batch job through the gateway to its end, and another one that is cancelled. */
export async function runBatch(visitor: Visitor, hands: Hands, instance: string, scoring: ScoringAddress) {
  const { page, open } = visitor
  const { press, fill } = hands
  const button = (name: string) => page.getByRole('button', { name, exact: true })

  await open(`/studio/${scoring.workspace}/storage`)
  await press(button('Copy Connection string'))
  await expectPage(page.getByRole('status').getByText('Connection string copied')).toBeAttached()
  const ConnectionString = await page.evaluate<string>('navigator.clipboard.readText()')
  await press(button('New container'))
  const dialog = page.getByRole('dialog')
  await fill(dialog.getByRole('textbox', { name: 'Name' }), `${container}-${instance}`)
  await press(dialog.getByRole('button', { name: 'Create' }))
  for (const [name, count] of [
    ['one.csv', 1],
    ['many.csv', manyRows],
  ] as const) {
    const buffer = Buffer.from(`Col2\n${'This is a good day\n'.repeat(count)}`)
    await page.locator('input[type=file]').setInputFiles({ name, mimeType: 'text/csv', buffer })
    await expectPage(page.getByRole('row', { name: new RegExp(name) })).toBeVisible({ timeout: 60_000 })
  }

  /** One call in Try It. @returns what came back */
  async function call(operation: string, given: { readonly job?: string; readonly body?: object } = {}) {
    await open(`/developer/${instance}/apis`)
    await press(page.getByRole('link', { name: 'AzureML Demo API', exact: true }).first())
    await openConsole({ page }, hands, operation)
    await fillAddress({ page }, hands, scoring)
    if (given.job !== undefined) await fill(page.getByRole('textbox', { name: /^jobid/ }), given.job)
    if (given.body !== undefined) {
      await fill(page.getByRole('textbox', { name: 'Request body' }), JSON.stringify(given.body))
    }
    await press(button('Send'))
    const status = page.getByRole('region', { name: 'Response status' })
    await expectPage(status).toContainText(/20[04]/)
    return operation === 'BES Delete' || operation === 'BES Start'
      ? ''
      : ((await page.getByRole('region', { name: 'Response content' }).textContent()) ?? '')
  }
  const submit = async (input: string): Promise<string> => {
    const at = (file: string) => ({ ConnectionString, RelativeLocation: `${container}-${instance}/${file}` })
    const body = { Inputs: { input1: at(`${input}.csv`) }, Outputs: { output1: at(`${input}-scored.csv`) } }
    const [id = ''] = /[0-9a-f]{32}/.exec(await call('BES Submit', { body })) ?? []
    expect(id).not.toBe('')
    await call('BES Start', { job: id })
    return id
  }
  const jobPage = (id: string) => open(`/studio/${scoring.workspace}/jobs/${id}`)

  const second = await submit('many')
  await jobPage(second)
  await press(button('Cancel job'))
  await press(page.getByRole('alertdialog').getByRole('button', { name: 'Cancel job' }))
  await expectPage(page.getByRole('status').getByText('Cancelled', { exact: true })).toBeVisible()

  const first = await submit('one')
  await jobPage(first)
  await expectPage(page.getByRole('status').getByText('Finished', { exact: true })).toBeVisible()
  await expectPage(page.getByRole('progressbar', { name: 'Progress' })).toHaveAttribute('aria-valuenow', '1')
  const href = await page.getByRole('link', { name: 'Download: Result output1' }).getAttribute('href')
  expect((await (await fetch(href ?? '')).text()).trim().split('\n').at(-1)).toContain(hashedRow.join(','))
  expect(await call('BES Status', { job: first })).toContain('Finished')
  await call('BES Delete', { job: first })
}
