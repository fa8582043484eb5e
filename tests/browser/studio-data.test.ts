import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { expectPage, openPortals, type PortalBrowser, type Visitor } from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'
import { waitUntil } from '../support/processes.ts'
import { connectToStudio, type StudioClient } from '../support/studio-client.ts'

describeInBrowser('data, models and drafts of the studio', () => {
  let portals: PortalBrowser
  let studio: StudioClient
  let visitor: Visitor
  let base: string
  beforeAll(async () => {
    portals = await openPortals({ environment: { SLUICE_ALLOW_LOOPBACK: 'true' } })
    studio = await connectToStudio(portals.sluice)
    visitor = await portals.visit({ size: { width: 1440, height: 900 } })
    base = `/studio/${studio.workspaceId}`
    const isThere = async () =>
      (await studio.call('GET', '/experiment-templates')).value.every(
        ({ isAvailable }: { isAvailable: boolean }) => isAvailable,
      )
    await waitUntil(isThere)
  })
  afterAll(() => portals?.close())

  it('keeps what came out of a module, and gives it as a file', async () => {
    const { page, open } = visitor
    const { id } = await studio.call('POST', '/experiments', { template: 'iris-clusters' })
    const run = await studio.run(id)
    await open(`${base}/experiments/${id}?run=${run.id}&module=assign&port=resultsDataset`)
    const view = page.getByRole('dialog', { name: /Assign Data to Clusters/ })
    await view.getByRole('button', { name: /^More for/ }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Download as TSV' }).click(),
    ])
    expect(readFileSync(await download.path(), 'utf8').split('\n')[0]).toContain('petal width\tspecies\tAssignments')
    await view.getByRole('button', { name: /^More for/ }).click()
    await page.getByRole('menuitem', { name: 'Save as dataset' }).click()
    const question = page.getByRole('dialog', { name: 'Save as dataset' })
    await question.getByRole('textbox', { name: 'Name' }).fill('Irises in groups')
    await question.getByRole('button', { name: 'Save', exact: true }).click()
    await expectPage(page.getByText('Irises in groups is saved')).toBeVisible()
    // A transformation is kept as well, from the menu of the port on the canvas.
    await open(`${base}/experiments/${id}?run=${run.id}`)
    const board = page.getByRole('application', { name: 'Experiment canvas' })
    const port = board.getByRole('button', { name: /^Output Transformation function of Normalize Data/ })
    await port.click({ button: 'right' })
    await expectPage(page.getByRole('menuitem', { name: 'Visualize Transformation function' })).toBeVisible()
    await page.getByRole('menuitem', { name: 'Save as transform' }).click()
    await page.getByRole('textbox', { name: 'Name' }).fill('One scale')
    await page.getByRole('button', { name: 'Save', exact: true }).click()
    await expectPage(page.getByText('One scale is saved')).toBeVisible()
    // The same by keyboard, from the menu of the module.
    await board.getByRole('button', { name: 'More for Normalize Data' }).click()
    await page.getByRole('menuitem', { name: 'Save or download Transformation function' }).press('ArrowRight')
    await expectPage(page.getByRole('menuitem', { name: 'Download file' })).toBeVisible()
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await open(`${base}/trained-models?kind=transform`)
    await expectPage(page.getByRole('link', { name: 'One scale' })).toBeVisible()
    await open(`${base}/datasets`)
    await page.getByRole('link', { name: 'Irises in groups' }).click()
    await expectPage(page.getByText('150 rows × 9 columns')).toBeVisible()
  })

  it('uploads with pauses, and makes a new version of a dataset', async () => {
    const { page, open } = visitor
    await open(`${base}/datasets/new`)
    const rows = Array.from({ length: 400_000 }, (_, index) => `${index},${index % 7},"row ${index} of many"`)
    await page.route('**/uploads/**', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 150))
      await route.continue()
    })
    await page.locator('input[type=file]').setInputFiles({
      name: 'Many.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from(`number,rest,text\n${rows.join('\n')}\n`),
    })
    await page.getByRole('button', { name: 'Pause' }).click()
    await expectPage(page.getByText(/^Paused/)).toBeVisible()
    await page.getByRole('button', { name: 'Resume' }).click()
    await expectPage(page.getByRole('table', { name: 'First rows' })).toContainText('row 0 of many')
    await page.unroute('**/uploads/**')
    await page.getByRole('combobox', { name: 'New version of' }).selectOption({ label: 'Irises in groups' })
    await page.getByRole('button', { name: 'Make the dataset' }).click()
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Irises in groups')
    await expectPage(page.getByText('400,000 rows × 3 columns')).toBeVisible()
    await page.getByRole('tab', { name: 'Versions' }).click()
    await expectPage(page.getByRole('link', { name: 'Version 1' })).toBeVisible()
    // One that is given up leaves nothing.
    await open(`${base}/datasets/new`)
    await page.locator('input[type=file]').setInputFiles({
      name: 'Given up.csv',
      mimeType: 'text/csv',
      buffer: Buffer.from('a,b\n1,2\n'),
    })
    await page.getByRole('table', { name: 'First rows' }).waitFor()
    await page.getByRole('button', { name: 'Choose another file' }).click()
    await expectPage(page.getByText('Choose a file')).toBeVisible()
  })

  it('fetches a dataset from an address, and says why it cannot', async () => {
    const { page, open } = visitor
    const server = createServer((request, response) => {
      response.writeHead(request.url === '/towns.csv' ? 200 : 404, { 'Content-Type': 'text/csv' })
      response.end('town,people\nDelft,105000\nGouda,75000\n')
    }).listen(0, '127.0.0.1')
    await new Promise((resolve) => server.once('listening', resolve))
    const address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`
    try {
      await open(`${base}/datasets/new?from=address`)
      await page.getByRole('textbox', { name: 'Address' }).fill(`${address}/gone.csv`)
      await page.getByRole('textbox', { name: 'Name' }).fill('Towns')
      await page.getByRole('button', { name: 'Make the dataset' }).click()
      await expectPage(page.getByRole('main')).toContainText('404')
      await page.getByRole('button', { name: 'Change the address' }).click()
      await expectPage(page.getByRole('textbox', { name: 'Address' })).toHaveValue(`${address}/gone.csv`)
      await page.getByRole('textbox', { name: 'Address' }).fill(`${address}/towns.csv`)
      await page.getByRole('textbox', { name: 'Name' }).fill('Towns')
      await page.getByRole('button', { name: 'Make the dataset' }).click()
      await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Towns')
      await expectPage(page.getByText('2 rows × 2 columns')).toBeVisible()
    } finally {
      server.close()
    }
  })

  it('says what an ONNX model needs where the add-on is not there', async () => {
    const { page, open } = visitor
    await open(`${base}/trained-models/import`)
    await page.locator('input[type=file]').setInputFiles({
      name: 'sums.onnx',
      mimeType: 'application/octet-stream',
      buffer: Buffer.from([8, 7, 18, 0]),
    })
    await expectPage(page.getByRole('textbox', { name: 'Name' })).toHaveValue('sums')
    await page.getByRole('button', { name: 'Import', exact: true }).click()
    await expectPage(page.getByRole('main')).toContainText('npx sluice add onnx')
  })

  it('takes experiments of the old studio, and of this one, from files', async () => {
    const { page, open } = visitor
    await open(`${base}/experiments/import`)
    const file = page.locator('input[type=file]')
    const give = (name: string, text: string) =>
      file.setInputFiles({ name, mimeType: 'application/json', buffer: Buffer.from(text) })
    await give('broken.json', '{')
    await expectPage(page.getByRole('main')).toContainText('no JSON')
    const { id } = await studio.call('POST', '/experiments', { template: 'iris-species' })
    const { name, graph } = await studio.call('GET', `/experiments/${id}`)
    await give('irises.json', JSON.stringify({ name: `${name} again`, graph }))
    await page.getByRole('link', { name: 'Open the experiment' }).click()
    await expectPage(page.getByRole('application', { name: 'Experiment canvas' }).getByRole('group')).toHaveCount(6)
  })

  it('is saved as another one, tidied up, and keeps edits while there is no network', async () => {
    const { page, open, context } = visitor
    const { id } = await studio.call('POST', '/experiments', { template: 'iris-clusters', name: 'Groups' })
    await open(`${base}/experiments/${id}`)
    const tools = page.getByRole('toolbar', { name: 'Experiment actions' })
    const saved = page.getByRole('status').getByText('Saved', { exact: true })
    await tools.getByRole('button', { name: 'Tidy up' }).click()
    await expectPage(saved).toBeVisible()
    await tools.getByRole('button', { name: 'Undo' }).click()
    await tools.getByRole('button', { name: 'Save as' }).click()
    const question = page.getByRole('dialog', { name: 'Save as another experiment' })
    await question.getByRole('textbox', { name: 'Name of the copy' }).fill('Groups, once more')
    await question.getByRole('button', { name: 'Save copy' }).click()
    await expectPage(page.getByRole('heading', { level: 1 })).toContainText('Groups, once more')
    await context.setOffline(true)
    const board = page.getByRole('application', { name: 'Experiment canvas' })
    await board.getByRole('group', { name: /^Evaluate Model/ }).click()
    await page.keyboard.press('Delete')
    await expectPage(page.getByRole('status').filter({ hasText: 'Not saved' })).toBeVisible()
    await context.setOffline(false)
    await expectPage(saved).toBeVisible()
    await page.reload()
    await expectPage(board.getByRole('group')).toHaveCount(5)
  })
})
