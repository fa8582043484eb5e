import type { Page } from '@playwright/test'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeFaults, expectPage, openPortals, type PortalBrowser } from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'
import { columns, connectToStudio, graphOf, type StudioClient } from '../support/studio-client.ts'
import { housePrices, housesCsv, reviewClassifier, reviewsCsv } from '../support/studio-experiments.ts'

describeInBrowser('runs and their results', () => {
  let portals: PortalBrowser
  let studio: StudioClient
  let reviews: { readonly id: string; readonly run: string }
  let houses: { readonly id: string; readonly run: string; readonly dataset: string }

  beforeAll(async () => {
    portals = await openPortals()
    studio = await connectToStudio(portals.sluice)
    const make = async (name: string, dataset: string, graph: object) => {
      const { id } = await studio.call('POST', '/experiments', { name, graph })
      const { id: run } = await studio.run(id)
      return { id, run, dataset } as const
    }
    const reviewData = await studio.upload('Reviews', 'reviews.csv', reviewsCsv(300))
    const houseData = await studio.upload('Houses', 'houses.csv', housesCsv(300))
    reviews = await make('Reviews', reviewData, reviewClassifier(reviewData, { cleans: false }))
    houses = await make('Houses', houseData, housePrices(houseData))
  })
  afterAll(() => portals?.close())

  /** Address of an experiment's page with what is looked at. */
  const at = ({ id, run }: { readonly id: string; readonly run: string }, more: Readonly<Record<string, string>>) =>
    `/studio/${studio.workspaceId}/experiments/${id}?${new URLSearchParams({ run, ...more })}`

  it('shows a table with its figures, column by column, and two columns together', async () => {
    const { page, open, go, faults } = await portals.visit()
    await open(at(houses, { module: 'data', port: 'dataset', view: 'table' }))
    const dialog = page.getByRole('dialog', { name: /Dataset/ })
    await expectPage(dialog.getByText('300 rows × 4 columns')).toBeVisible()
    await expectPage(dialog.getByRole('columnheader', { name: /^size Double none missing/ })).toBeVisible()
    await expectPage(dialog.getByRole('img', { name: 'Histogram of price' })).toBeVisible()
    // Only rows on the screen are drawn, and those farther on come when they are reached.
    const rows = dialog.getByRole('region', { name: 'Rows' })
    await rows.focus()
    await page.keyboard.press('End')
    await dialog.getByRole('button', { name: 'Show row 300' }).click()
    await expectPage(dialog.getByRole('complementary', { name: 'Row 300' })).toContainText('price')
    expect(await axeFaults(page)).toEqual([])

    await dialog.getByRole('tab', { name: 'Statistics' }).click()
    await expectPage(page).toHaveURL(/view=stats/)
    await dialog.getByRole('button', { name: 'place String' }).click()
    await expectPage(dialog.getByRole('figure', { name: 'Most frequent values of place' })).toBeVisible()
    expect(await axeFaults(page)).toEqual([])

    await go(at(houses, { module: 'data', port: 'dataset', view: 'chart' }))
    await expectPage(dialog.getByText('Correlation')).toBeVisible()
    await dialog.getByRole('combobox', { name: 'First column' }).click()
    await page.getByRole('option', { name: 'place' }).click()
    const chart = dialog.getByRole('figure', { name: 'age by place' })
    await expectPage(chart).toContainText('2 boxes. The highest median')
    await page.reload()
    await expectPage(chart).toContainText('2 boxes. The highest median')
    await walkChart(page, chart.getByRole('application'), 'Median')
    expect(await axeFaults(page)).toEqual([])

    // Closing gives the page back, without what was looked at in its address.
    await page.keyboard.press('Escape')
    await page.keyboard.press('Escape')
    await expectPage(dialog).toBeHidden()
    await expectPage(page).not.toHaveURL(/port=|column=/)
    expect(faults).toEqual([])
  })

  it('draws how good a classifier is, and what follows from a threshold', async () => {
    const { page, open, go, faults } = await portals.visit({ scheme: 'dark' })
    await open(at(reviews, { module: 'evaluate', port: 'evaluationResults' }))
    const dialog = page.getByRole('dialog', { name: /Evaluat/ })
    await expectPage(dialog.getByRole('table', { name: 'Metrics' })).toContainText('AUC')
    await expectPage(dialog.getByRole('figure', { name: 'ROC' })).toBeVisible()
    await walkChart(page, dialog.getByRole('figure', { name: 'ROC' }).getByRole('application'), 'True positive rate')
    const matrix = dialog.getByRole('table', { name: 'Confusion matrix, Scored dataset' })
    await expectPage(matrix.getByRole('cell', { name: 'False negatives' })).toBeVisible()
    await dialog.getByRole('slider', { name: 'Threshold' }).focus()
    await page.keyboard.press('Home')
    // From the lowest threshold on all rows count as positive.
    await expectPage(matrix.getByRole('cell', { name: '0 False negatives' })).toBeVisible()
    await expectPage(dialog.getByRole('table', { name: 'At threshold 0' })).toContainText('Recall')
    await dialog.getByRole('tab', { name: 'Lift' }).click()
    await dialog.getByRole('figure', { name: 'Lift' }).getByRole('button', { name: 'Show as table' }).click()
    await expectPage(dialog.getByRole('table', { name: 'Lift, as a table' })).toContainText('Share of rows taken')
    expect(await axeFaults(page)).toEqual([])

    await go(at(houses, { module: 'evaluate', port: 'evaluationResults' }))
    await expectPage(dialog.getByRole('figure', { name: /How far predictions are off/ })).toBeVisible()
    expect(await axeFaults(page)).toEqual([])
    expect(faults).toEqual([])
  })

  it('shows what models learned, and what hashed words count in them', async () => {
    const { page, open, go, faults } = await portals.visit()
    await open(at(reviews, { module: 'train', port: 'trainedModel' }))
    const dialog = page.getByRole('dialog')
    await expectPage(dialog.getByRole('table', { name: 'Weights' })).toContainText('Hashing feature')
    await expectPage(dialog.getByRole('figure', { name: 'Training curve' })).toBeVisible()
    await expectPage(dialog.getByText('Optimization tolerance')).toBeVisible()
    expect(await axeFaults(page)).toEqual([])
    await go(at(houses, { module: 'train', port: 'trainedModel' }))
    await expectPage(dialog.getByRole('table', { name: 'Feature importance' })).toContainText('size')
    expect(await axeFaults(page)).toEqual([])

    await go(at(reviews, { module: 'hash', port: 'transformedDataset', view: 'text' }))
    await expectPage(dialog.getByText(/different words and sequences fall in/)).toContainText('count × weight')
    await dialog.getByRole('combobox', { name: 'What to look at' }).selectOption('A text of your own')
    await dialog.getByRole('textbox', { name: 'Text' }).fill('wonderful boring wonderful')
    await dialog.getByRole('button', { name: 'Look' }).click()
    const words = dialog.getByRole('table', { name: 'Hashed text' })
    // The table of before stands until the answer is there.
    await expectPage(words.getByRole('row')).toHaveCount(3)
    await expectPage(words.getByRole('row', { name: /^wonderful/ })).toContainText('2')
    expect(await axeFaults(page)).toEqual([])
    expect(faults).toEqual([])
  })

  it('opens a failed module on its error, with the cause and what to do', async () => {
    const nodes = [
      ['data: enter-data-manually', { dataFormat: 'csv', hasHeader: true, data: 'a\n1' }],
      ['split: split-data'],
    ] as const
    const edges = ['data.dataset > split.dataset']
    const { id } = await studio.call('POST', '/experiments', { name: 'Failing', graph: graphOf(nodes, edges) })
    await expect(studio.run(id)).rejects.toThrow('failed')
    const { value } = await studio.call('GET', `/experiments/${id}/runs`)
    const { page, open, faults } = await portals.visit()
    await open(at({ id, run: value[0].id }, { module: 'split' }))
    const failure = page.getByRole('region', { name: 'What went wrong' })
    await expectPage(failure).toContainText('is less than allowed minimum of 2 row(s)')
    await expectPage(failure).toContainText('Error 0021')
    await expectPage(failure).toContainText('Give the module more rows.')
    await expectPage(page.getByText('Failed', { exact: true }).first()).toBeVisible()
    expect(faults).toEqual([])
  })

  it('compares two runs, and gives an earlier version back', async () => {
    const { page, context, open, faults } = await portals.visit({ scheme: 'dark' })
    const { graph } = await studio.call('GET', `/experiments/${houses.id}`)
    const learner = graph.nodes.find(({ id }: { id: string }) => id === 'learner')
    learner.parameters = { ...learner.parameters, treeCount: 5 }
    const { csrfToken } = await (await context.request.get('/api/session')).json()
    const path = `/studio/workspaces/${studio.workspaceId}/experiments/${houses.id}/graph`
    const headers = { 'X-CSRF-Token': csrfToken, 'If-Match': '*' }
    expect((await context.request.put(path, { data: graph, headers })).status()).toBe(200)
    await open(`/studio/${studio.workspaceId}/experiments/${houses.id}?panel=history`)
    await page.getByRole('button', { name: 'Run', exact: true }).click()
    const history = page.getByRole('region', { name: 'History' })
    const runs = history.getByRole('list', { name: 'Runs' }).getByRole('listitem')
    await expectPage(runs).toHaveCount(2)
    await expectPage(runs.first()).toContainText('Finished running')
    for (const run of await runs.all()) await run.getByRole('checkbox').check()
    await history.getByRole('button', { name: 'Compare' }).click()
    const dialog = page.getByRole('dialog', { name: 'Comparison' })
    await expectPage(dialog.getByRole('region', { name: 'Changes of the graph' })).toContainText('Number of trees')
    await expectPage(dialog.getByRole('region', { name: /^Metrics of Evaluate Model/ })).toContainText(
      'Mean Absolute Error',
    )
    expect(await axeFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
    await history.getByRole('tab', { name: 'Versions' }).click()
    await history.getByRole('button', { name: 'Restore version 1' }).click()
    await page.getByRole('alertdialog').getByRole('button', { name: 'Restore' }).click()
    await expectPage(page.getByText('Version 1 is the current one')).toBeVisible()
    expect(faults).toEqual([])
  })

  it('says so when the server dies under a run, comes back by itself and tells the truth', async () => {
    const graph = graphOf(
      [
        ['data: saved-dataset', { datasetId: houses.dataset }],
        [
          'learner: boosted-decision-tree-regression',
          { treeCount: 10_000, maxLeaves: 128, minRowsPerLeaf: 1, learningRate: 0.001 },
        ],
        ['train: train-model', { labelColumn: columns('price') }],
      ],
      ['data.dataset > train.dataset', 'learner.untrainedModel > train.untrainedModel'],
    )
    const { id } = await studio.call('POST', '/experiments', { name: 'Long', graph })
    const { id: run } = await studio.call('POST', `/experiments/${id}/runs`, {})
    const { page, open, faults } = await portals.visit()
    await open(at({ id, run }, { module: 'train' }))
    await expectPage(page.getByText('Running', { exact: true }).first()).toBeVisible()
    await expectPage(page.getByRole('figure', { name: 'Training' })).toBeVisible()
    process.kill(portals.sluice.pidOf('ml'), 'SIGKILL')
    const lost = page.getByText('Connection lost, trying again')
    await expectPage(lost).toBeVisible()
    await expectPage(lost).toBeHidden({ timeout: 60_000 })
    await page.getByRole('button', { name: 'Stop', exact: true }).click()
    await expectPage(page.getByText('Cancelled', { exact: true }).first()).toBeVisible({ timeout: 60_000 })
    expect((await studio.call('GET', `/experiments/${id}/runs/${run}`)).state).toBe('cancelled')
    expect(faults).toEqual([])
  }, 180_000)
})

/** Arrow keys walk the points of a chart, and each is spoken. */
async function walkChart(page: Page, drawing: ReturnType<Page['getByRole']>, spoken: string): Promise<void> {
  await drawing.focus()
  await page.keyboard.press('ArrowRight')
  await page.keyboard.press('ArrowRight')
  const point = page.getByRole('status').filter({ hasText: spoken })
  await expectPage(point).toContainText('2 of ')
}
