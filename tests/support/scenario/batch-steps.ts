import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import type { Locator } from '@playwright/test'
import { expect } from 'vitest'
import { expectPage, type Visitor } from '../browser.ts'
import type { Hands } from './hands.ts'
import { fillAddress, openConsole } from './portal-steps.ts'
import type { ScoringAddress } from './scoring-address.ts'
import { hashedRow } from './studio-steps.ts'

const container = 'scenario'
/** So many that the job is still on its way when somebody cancels it. */
const manyRows = 1_500_000

export interface BatchPlace {
  /** Of API Management. */
  readonly instance: string
  /** Name of the experiment, and of its web service. */
  readonly experiment: string
  readonly scoring: ScoringAddress
  /** On this machine, for the files that are uploaded. */
  readonly folder: string
}

interface ConsoleCall {
  readonly job?: string
  readonly body?: object
  /** What comes back; not looked at without. */
  readonly answer?: RegExp
}

/** Step 16: files into the storage, a batch job through the gateway to its end, and another one that is cancelled. */
export async function runBatch(
  visitor: Visitor,
  hands: Hands,
  { instance, experiment, scoring, folder }: BatchPlace,
): Promise<void> {
  const { page, open } = visitor
  const { press, fill } = hands
  /** A list of the browser itself: by mouse or keys, its option is what counts. */
  const select = async (list: Locator, option: string) => {
    await expectPage(list.getByRole('option', { name: new RegExp(`^${option}`) })).toBeAttached()
    await list.selectOption(await list.getByRole('option', { name: new RegExp(`^${option}`) }).getAttribute('value'))
  }
  const button = (name: string) => page.getByRole('button', { name, exact: true })

  await open(`/studio/${scoring.workspace}/storage`)
  await press(button('Copy Connection string'))
  await expectPage(page.getByRole('status').getByText('Connection string copied')).toBeAttached()
  const ConnectionString = await page.evaluate<string>('navigator.clipboard.readText()')
  await press(button('New container'))
  const dialog = page.getByRole('dialog')
  await fill(dialog.getByRole('textbox', { name: 'Name' }), `${container}-${instance}`)
  await press(dialog.getByRole('button', { name: 'Create' }))
  await press(page.getByRole('link', { name: `${container}-${instance}` }))
  for (const [name, count] of [
    ['one.csv', 1],
    ['many.csv', manyRows],
  ] as const) {
    const path = join(folder, name)
    writeFileSync(path, `Col2\n${'This is a good day\n'.repeat(count)}`)
    await page.locator('input[type=file]').setInputFiles(path)
    await expectPage(page.getByRole('row', { name: new RegExp(name) })).toBeVisible({ timeout: 60_000 })
  }

  /** One call in Try It. @returns what came back */
  async function call(operation: string, given: ConsoleCall) {
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
    if (given.answer === undefined) return ''
    const content = page.getByRole('region', { name: 'Response content' })
    await expectPage(content).toContainText(given.answer)
    return (await content.textContent()) ?? ''
  }

  const at = (file: string) => ({ ConnectionString, RelativeLocation: `${container}-${instance}/${file}` })
  const body = { Inputs: { input1: at('one.csv') }, Outputs: { output1: at('scored.csv') } }
  const [job = ''] = /[0-9a-f]{32}/.exec(await call('BES Submit', { body, answer: /[0-9a-f]{32}/ })) ?? []
  await call('BES Start', { job })
  await open(`/studio/${scoring.workspace}/jobs/${job}`)
  await expectPage(page.getByRole('status').getByText('Finished', { exact: true })).toBeVisible()
  await expectPage(page.getByRole('progressbar', { name: 'Progress' })).toHaveAttribute('aria-valuenow', '1')
  const href = await page.getByRole('link', { name: 'Download: Result output1' }).getAttribute('href')
  expect((await (await fetch(href ?? '')).text()).trim().split('\n').at(-1)).toContain(hashedRow.join(','))
  await call('BES Status', { job, answer: /Finished/ })
  await call('BES Delete', { job })

  // The other one from the page of the web service: the product takes no more than five calls a minute.
  await open(`/studio/${scoring.workspace}/web-services`)
  await press(page.getByRole('link', { name: experiment, exact: true }).first())
  await press(page.getByRole('tab', { name: 'Batch jobs' }))
  await press(button('New job'))
  const form = page.getByRole('dialog')
  await select(form.getByRole('combobox', { name: 'Container' }).first(), `${container}-${instance}`)
  await select(form.getByRole('combobox', { name: /^File in the container/ }), 'many.csv')
  await press(form.getByRole('button', { name: 'Submit job' }))
  await press(button('Cancel job'))
  await press(page.getByRole('alertdialog').getByRole('button', { name: 'Cancel job' }))
  await expectPage(page.getByRole('status').getByText('Cancelled', { exact: true })).toBeVisible()
}
