import type { Locator, Page } from '@playwright/test'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeFaults, expectPage, openPortals, type PortalBrowser, type Visitor } from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'
import { columns, connectToStudio, graphOf, type StudioClient } from '../support/studio-client.ts'

describeInBrowser('the property panel', () => {
  let portals: PortalBrowser
  let visitor: Visitor
  let page: Page
  let studio: StudioClient
  let experiment: string

  beforeAll(async () => {
    portals = await openPortals()
    studio = await connectToStudio(portals.sluice)
    const { value } = await studio.call('GET', '/datasets')
    const idOf = (name: string) => value.find((one: { readonly name: string }) => one.name.includes(name)).id
    const graph = graphOf(
      [
        ['reviews: saved-dataset', { datasetId: idOf('Book Reviews') }],
        ['select: select-columns-in-dataset'],
        ['hash: feature-hashing'],
        ['iris: saved-dataset', { datasetId: idOf('Iris') }],
        ['learner: linear-regression'],
        ['train: train-model'],
        ['import: import-data', { accountName: 'store', accountKey: 'not for everybody', path: 'a/b.csv' }],
        ['later: clean-missing-data', { columns: columns('first', 'second') }],
      ],
      [
        'reviews.dataset > select.dataset',
        'select.resultsDataset > hash.dataset',
        'learner.untrainedModel > train.untrainedModel',
        'iris.dataset > train.dataset',
      ],
    )
    experiment = (await studio.call('POST', '/experiments', { name: 'Properties', graph })).id
    visitor = await portals.visit({ size: { width: 1280, height: 1000 } })
    page = visitor.page
    await visitor.open(addressOf('select'))
  })
  afterAll(() => portals?.close())

  const addressOf = (module: string, dialog?: string) =>
    `/studio/${studio.workspaceId}/experiments/${experiment}?${new URLSearchParams({ module, ...(dialog === undefined ? {} : { dialog }) })}`
  const show = async (module: string, title: string) => {
    await visitor.go(addressOf(module))
    await expectPage(page.getByRole('heading', { name: title, level: 2 })).toBeVisible()
  }
  /** What is saved of a module, once it is there. */
  const expectSaved = (module: string, part: object) =>
    expect
      .poll(
        async () => {
          const { graph } = await studio.call('GET', `/experiments/${experiment}`)
          return graph.nodes.find((node: { readonly id: string }) => node.id === module)
        },
        { timeout: 20_000 },
      )
      .toMatchObject(part)
  const optionsIn = (dialog: Locator, list: string) => dialog.getByRole('listbox', { name: list }).getByRole('option')

  it('lists the columns with nothing run, takes one, and shows it', async () => {
    await page.getByRole('button', { name: 'Launch column selector' }).click()
    const dialog = page.getByRole('dialog', { name: 'Column selector: Select columns' })
    await expectPage(optionsIn(dialog, 'Available columns')).toHaveText([/Col1/, /Col2/])
    expect(new URL(page.url()).searchParams.get('dialog')).toBe('columns:columns')
    await optionsIn(dialog, 'Available columns').filter({ hasText: 'Col2' }).click()
    // Marked alone, it would count, too.
    await expectPage(dialog.getByRole('status')).toHaveText('Selected: 1 of 2')
    expect(await axeFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Select marked columns' }).click()
    await expectPage(optionsIn(dialog, 'Selected columns')).toHaveText([/Col2/])
    await expectPage(dialog.getByRole('status')).toHaveText('Selected: 1 of 2')
    await dialog.getByRole('button', { name: 'Save selection' }).click()

    await expectPage(dialog).toBeHidden()
    expect(new URL(page.url()).searchParams.has('dialog')).toBe(false)
    await expectPage(page.getByRole('group', { name: 'Select columns', exact: true })).toContainText('Col2')
    await expectPage(page.getByText('Results dataset: 1 column')).toBeVisible()
    await expectSaved('select', { parameters: { columns: { beginWith: 'none', ...columns('Col2') } } })
  })

  it('says what a number comes to, what is wrong with it, and what it is without being set', async () => {
    await show('hash', 'Feature Hashing')
    const bitsize = page.getByRole('textbox', { name: 'Hashing bitsize' })
    await expectPage(bitsize).toHaveValue('10')
    await bitsize.fill('3')
    await expectPage(page.getByText('makes 8 columns', { exact: true })).toBeVisible()
    await expectPage(page.getByText('Transformed dataset: 9 columns')).toBeVisible()
    await expectSaved('hash', { parameters: { bitsize: 3 } })
    await bitsize.fill('40')
    await expectPage(page.getByText('A number from 1 to 31 is needed.')).toBeVisible()
    await bitsize.fill('four')
    await expectPage(page.getByText('This is not a number.')).toBeVisible()
    await show('select', 'Select Columns in Dataset')
    await show('hash', 'Feature Hashing')
    await expectPage(bitsize).toHaveValue('four')
    await page.getByRole('button', { name: 'Reset to default' }).click()
    await expectPage(bitsize).toHaveValue('10')
    await expectPage(page.getByText('makes 1,024 columns')).toBeVisible()
  })

  it('chooses with rules by keys alone, and gives the focus back', async () => {
    await show('hash', 'Feature Hashing')
    const launch = page.getByRole('button', { name: 'Launch column selector' })
    await launch.press('Enter')
    const dialog = page.getByRole('dialog', { name: 'Column selector: Target columns' })
    // Opens as the value was written: all texts, by their type.
    await expectPage(dialog.getByRole('tab', { name: 'With rules' })).toHaveAttribute('aria-selected', 'true')
    await expectPage(dialog.getByRole('status')).toHaveText('Selected: 1 of 1')
    await dialog.getByRole('button', { name: 'Add a rule' }).press('Enter')
    await expectPage(dialog.getByRole('button', { name: 'Save selection' })).toHaveAttribute('aria-disabled', 'true')
    await dialog.getByLabel('What rule 2 goes by').selectOption('column indices')
    await dialog.getByLabel('Indices of rule 2').fill('7')
    await expectPage(dialog.getByText('Column range "7" is invalid or out of range.').first()).toBeVisible()
    await dialog.getByLabel('Indices of rule 2').fill('1')
    await expectPage(dialog.getByRole('status')).toHaveText('Selected: 1 of 1')
    expect(await axeFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Save selection' }).press('Enter')
    await expectPage(dialog).toBeHidden()
    await expectPage(launch).toBeFocused()
    await expectPage(page.getByRole('group', { name: 'Target columns', exact: true })).toContainText(
      'string feature columns, columns 1',
    )
    await launch.press('Enter')
    await dialog.getByRole('tab', { name: 'By name' }).press('Enter')
    const chosen = dialog.getByRole('listbox', { name: 'Selected columns' })
    await chosen.press('Control+a')
    await chosen.press('Enter')
    await expectPage(chosen.getByRole('option')).toHaveCount(0)
    await page.keyboard.press('Escape')
    await expectPage(dialog).toBeHidden()
    await expectPage(page.getByRole('group', { name: 'Target columns', exact: true })).toContainText('columns 1')
  })

  it('keeps names of columns that are not known yet', async () => {
    await visitor.open(addressOf('later', 'columns:columns'))
    const dialog = page.getByRole('dialog', { name: 'Column selector: Columns to be cleaned' })
    await expectPage(dialog.getByText('The columns are not known yet')).toBeVisible()
    await dialog.getByLabel('Name of a column').fill('third')
    await dialog.getByLabel('Name of a column').press('Enter')
    await dialog.getByRole('button', { name: 'Remove first' }).click()
    expect(await axeFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Save selection' }).click()
    await expectPage(page.getByRole('group', { name: 'Columns to be cleaned', exact: true })).toContainText(
      'second, third',
    )
    await expectPage(page.getByText('Nothing is connected to Dataset.')).toBeVisible()
  })

  it('chooses a saved thing by its name, one column from a list, and never shows a secret', async () => {
    await show('iris', 'Saved Dataset')
    const dataset = page.getByRole('combobox', { name: 'Dataset (required)' })
    await expectPage(dataset.locator('option:checked')).toContainText('Iris')
    await expectPage(page.getByRole('link', { name: /^Open Iris/ })).toHaveAttribute('href', /\/datasets\//)
    await show('train', 'Train Model')
    const column = page.getByRole('group', { name: 'Label column', exact: true }).getByRole('combobox')
    await column.selectOption({ index: 1 })
    await expectPage(page.getByText(/Trained model: a trained model/)).toBeVisible()
    await show('import', 'Import Data')
    await expectPage(page.getByLabel('Account key')).toHaveValue('')
    await expectPage(page.getByText('A value is stored; it is never shown.')).toBeVisible()
    await expectPage(page.getByLabel('URL')).toHaveCount(0)
    await page.getByLabel('Data source').selectOption('http')
    await expectPage(page.getByLabel('URL')).toBeVisible()
    await expectPage(page.getByLabel('Account key')).toHaveCount(0)
    expect(await axeFaults(page)).toEqual([])
  })

  it('lets callers of the web service set a parameter, and takes that back', async () => {
    await show('hash', 'Feature Hashing')
    const openMenu = () => page.getByRole('button', { name: 'Options' }).nth(1).click()
    await openMenu()
    await page.getByRole('menuitem', { name: 'Set as web service parameter' }).click()
    const dialog = page.getByRole('dialog', { name: 'Web service parameter: Hashing bitsize' })
    await dialog.getByLabel('Name').fill('bits')
    await dialog.getByLabel('Default value').fill('4')
    await dialog.getByLabel('Description').fill('How many columns')
    expect(await axeFaults(page)).toEqual([])
    await dialog.getByRole('button', { name: 'Set', exact: true }).click()
    await expectPage(page.getByText('callers may leave it out')).toBeVisible()
    await expectSaved('hash', { webServiceParameters: { bitsize: 'bits' } })
    const { graph } = await studio.call('GET', `/experiments/${experiment}`)
    expect(graph.webServiceParameters).toEqual([{ name: 'bits', defaultValue: 4, description: 'How many columns' }])
    await openMenu()
    await page.getByRole('menuitem', { name: 'Unlink from web service parameter' }).click()
    await expectSaved('hash', { webServiceParameters: {} })
    expect(visitor.faults).toEqual([])
  })
})
