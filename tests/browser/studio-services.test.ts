import { execFile } from 'node:child_process'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { findPython } from '../compatibility/run-python.ts'
import { axeFaults, expectPage, openPortals, type PortalBrowser, type Visitor } from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'
import {
  columns,
  connectToStudio,
  graphOf,
  type PublishedEndpoint,
  type StudioClient,
} from '../support/studio-client.ts'

const hashed = ['1', '1', '2', '2', '0', '2', '0', '1']

describeInBrowser('web services in the studio', () => {
  let portals: PortalBrowser
  let studio: StudioClient
  let service: PublishedEndpoint
  let visitor: Visitor
  let base: string
  let serviceId: string
  let experimentId: string
  beforeAll(async () => {
    portals = await openPortals()
    studio = await connectToStudio(portals.sluice)
    const datasetId = await studio.upload('Reviews', 'reviews.csv', '5,A good book\n1,"Bad, very bad"\n3,So so\n')
    const { id } = await studio.call('POST', '/experiments', {
      name: 'Hashed reviews',
      graph: graphOf(
        [
          ['data: saved-dataset', { datasetId }],
          ['select: select-columns-in-dataset', { columns: columns('Col2') }],
          ['hash: feature-hashing', { bitsize: 3 }],
          ['input: web-service-input'],
          ['output: web-service-output'],
        ],
        [
          'data.dataset > select.dataset',
          'select.resultsDataset > hash.dataset',
          'input.data > hash.dataset',
          'hash.transformedDataset > output.data',
        ],
      ),
    })
    experimentId = id
    service = await studio.publish(id)
    serviceId = service.address.split('/').at(-1) ?? ''
    base = `/studio/${studio.workspaceId}/web-services`
    visitor = await portals.visit()
    await visitor.open(base)
  }, 120_000)
  afterAll(() => portals?.close())

  it('are listed, and tell what a program needs to call them', async () => {
    const { page } = visitor
    await page.getByRole('link', { name: 'Hashed reviews', exact: true }).first().click()
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Hashed reviews')
    await expectPage(page.getByText(studio.workspaceId, { exact: true })).toBeVisible()
    await expectPage(page.getByText(serviceId, { exact: true })).toBeVisible()
    await expectPage(page.getByText(service.key)).toHaveCount(0)
    await page.getByRole('button', { name: 'Reveal API key', exact: true }).click()
    await expectPage(page.getByText(service.key, { exact: true })).toBeVisible()
    await page.getByRole('button', { name: 'Regenerate Secondary API key' }).click()
    await page.getByRole('textbox', { name: 'Type default to confirm' }).fill('default')
    await page.getByRole('button', { name: 'Regenerate key' }).click()
    await expectPage(page.getByText('The Secondary API key is a new one')).toBeVisible()
  })

  it('are tested with a row, in a form or in JSON', async () => {
    const { page } = visitor
    await page.getByRole('link', { name: 'Test', exact: true }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Col2' }).fill('This is a good day')
    await dialog.getByRole('button', { name: 'Run test' }).click()
    await expectPage(dialog.getByText(/Answered 200 OK in/)).toBeVisible()
    expect(await dialog.getByRole('cell').allTextContents()).toEqual(['This is a good day', ...hashed])
    expect(await axeFaults(page)).toEqual([])
    await dialog.getByRole('tab', { name: 'JSON' }).click()
    await expectPage(dialog.getByRole('textbox', { name: 'Request body' })).toContainText('This is a good day')
    await page.keyboard.press('Escape')
    await expectPage(dialog).toHaveCount(0)
  })

  it('have help pages whose samples run as copied', { timeout: 120_000 }, async () => {
    const { page } = visitor
    await page.getByRole('link', { name: 'Request/Response' }).first().click()
    await expectPage(
      page.getByText(`/services/${serviceId}/execute?api-version=2.0&details=true`).first(),
    ).toBeVisible()
    for (const part of ['Inputs', 'Outputs', 'Error codes', 'Sample code', 'Further protocols']) {
      await expectPage(page.getByRole('heading', { name: part, exact: true })).toBeVisible()
    }
    for (const language of ['C#', 'R', 'curl', 'Python 3']) {
      await page.getByRole('tab', { name: language, exact: true }).click()
      await expectPage(page.getByRole('region', { name: `${language} sample` })).toContainText('abc123')
    }
    await page.getByRole('button', { name: 'Copy Python 3 sample' }).click()
    await expectPage(page.getByText('Python 3 sample copied').first()).toBeAttached()
    const sample = await page.evaluate<string>('navigator.clipboard.readText()')
    expect(sample).toContain(service.key)
    const python = findPython()
    if ('command' in python) expect(await runSample(python.command, sample)).toContain('"Values":')
    await page.getByRole('switch', { name: 'Show the real key' }).click()
    await expectPage(page.getByRole('region', { name: 'Python 3 sample' })).toContainText(service.key)
    await visitor.go(`${base}/${service.webServiceId}/endpoints/default/help/batch`)
    for (const call of ['Submit (but not start)', 'Start', 'Get the status or the result of', 'Cancel or delete']) {
      await expectPage(page.getByRole('heading', { name: `${call} a batch execution job` })).toBeVisible()
    }
  })

  it('become an API with five operations, which the gateway serves', { timeout: 120_000 }, async () => {
    const { page } = visitor
    await visitor.go(`${base}/${service.webServiceId}/dashboard`)
    await page.getByRole('link', { name: 'Add to API Management' }).click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Web API name' }).fill('Hashing API')
    await expectPage(dialog.getByRole('combobox', { name: 'Product' })).toHaveValue('starter')
    await dialog.getByRole('button', { name: 'Add API' }).click()
    await expectPage(dialog.getByText('Hashing API is an API of sluice now, with five operations.')).toBeVisible()
    const { json } = await visitor.call(
      'GET',
      `${portals.serviceId}/apis/hashing-api/operations?api-version=2024-05-01`,
    )
    const operations = (json as { value: { properties: { displayName: string } }[] }).value
    expect(operations.map(({ properties }) => properties.displayName).sort()).toEqual([
      'BES Delete',
      'BES Start',
      'BES Status',
      'BES Submit',
      'RRS Execute',
    ])
    const [line = ''] = portals.sluice.curlLines()
    const subscriptionKey = /Ocp-Apim-Subscription-Key: (\w+)/.exec(line)?.[1] ?? ''
    const gateway = new URL(/'(http[^']+)'/.exec(line)?.[1] ?? '').origin
    const path = `/hashing-api/workspaces/${studio.workspaceId}/services/${serviceId}/execute?api-version=2.0&details=true`
    await expect
      .poll(async () => {
        const response = await fetch(`${gateway}${path}`, {
          method: 'POST',
          headers: {
            'Ocp-Apim-Subscription-Key': subscriptionKey,
            Authorization: `Bearer ${service.key}`,
            'Content-Type': 'application/json',
          },
          body: '{"Inputs":{"input1":{"ColumnNames":["Col2"],"Values":[["This is a good day"]]}},"GlobalParameters":{}}',
        })
        return [response.status, await response.text()]
      })
      .toEqual([200, expect.stringContaining(`"Values":[["This is a good day",${hashed.map((one) => `"${one}"`)}]]`)])
    await dialog.getByRole('link', { name: 'Open the API' }).click()
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Hashing API')
  })

  it('score a file that is uploaded, and show the job to its end', async () => {
    const { page } = visitor
    await visitor.go(`${base}/${service.webServiceId}/jobs`)
    await page.getByRole('button', { name: 'New job' }).first().click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('radio', { name: 'Upload a file now' }).click()
    const rows = Array.from({ length: 2000 }, (_, row) => `This is day ${row}`)
    await dialog.getByLabel('CSV file').setInputFiles({
      name: 'days.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(['Col2', ...rows].join('\n')),
    })
    await dialog.getByRole('button', { name: 'Submit job' }).click()
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Batch job of Hashed reviews')
    await expectPage(page.getByText('Finished', { exact: true })).toBeVisible()
    await expectPage(page.getByRole('progressbar', { name: 'Progress' })).toHaveAttribute('aria-valuenow', '1')
    await expectPage(page.getByText(/2,000 rows done/)).toBeVisible()
    const href = await page.getByRole('link', { name: 'Download: Result output1' }).getAttribute('href')
    const text = await (await fetch(href ?? '')).text()
    expect(text.trim().split('\n')).toHaveLength(2001)
    expect(await axeFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Hashed reviews' }).first().click()
    await expectPage(page.getByRole('table', { name: 'All batch jobs' }).getByText('Finished')).toBeVisible()
  })

  it('get an endpoint more, with settings of its own', async () => {
    const { page } = visitor
    await visitor.go(`${base}/${service.webServiceId}/dashboard?dialog=add-endpoint`)
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Paris')
    await dialog.getByRole('button', { name: 'Add endpoint' }).click()
    await expectPage(dialog.getByText('Use 1 to 24 lower-case letters and digits.')).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Name' }).fill('paris')
    await dialog.getByRole('button', { name: 'Add endpoint' }).click()
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('paris')
    await page.getByRole('checkbox', { name: 'Show a row of the experiment on the help pages' }).check()
    await page.getByRole('button', { name: 'Save' }).click()
    await expectPage(page.getByText('Saved', { exact: true }).first()).toBeVisible()
    const path = `/web-services/${service.webServiceId}/endpoints/paris`
    expect(await studio.call('GET', path)).toMatchObject({ isSampleDataEnabled: true })
    expect(visitor.faults).toEqual([])
  })

  it('are published anew from the experiment, or as another one', { timeout: 120_000 }, async () => {
    const { page } = visitor
    await visitor.go(`/studio/${studio.workspaceId}/experiments/${experimentId}`)
    await page.getByRole('button', { name: 'Publish web service' }).click()
    const question = page.getByRole('alertdialog')
    await question.getByRole('radio', { name: 'Make another web service' }).click()
    await question.getByRole('textbox', { name: 'Name' }).fill('Hashed again')
    expect(await axeFaults(page)).toEqual([])
    await question.getByRole('button', { name: 'Yes', exact: true }).click()
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Hashed again')
    await visitor.go(`/studio/${studio.workspaceId}/experiments/${experimentId}`)
    await page.getByRole('button', { name: 'Publish web service' }).click()
    await question.getByRole('radio', { name: /^Overwrite “Hashed reviews”/ }).click()
    await question.getByRole('button', { name: 'Yes', exact: true }).click()
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Hashed reviews')
    await visitor.go(`${base}/${service.webServiceId}/endpoints/paris`)
    await page.getByRole('button', { name: 'Take over the newer version' }).click()
    await expectPage(page.getByText('paris serves what was published last')).toBeVisible()
    expect(visitor.faults).toEqual([])
  })
})

/** What a program prints. */
async function runSample(command: string, sample: string): Promise<string> {
  const folder = mkdtempSync(join(tmpdir(), 'sluice-sample-'))
  try {
    writeFileSync(join(folder, 'sample.py'), sample)
    return (await promisify(execFile)(command, ['sample.py'], { cwd: folder })).stdout
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
}
