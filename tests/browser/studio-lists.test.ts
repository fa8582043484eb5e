import { afterAll, beforeAll, expect, it } from 'vitest'
import { axeFaults, expectPage, openPortals, type PortalBrowser, type Visitor } from '../support/browser.ts'
import { describeInBrowser } from '../support/describe-in-browser.ts'

const csv =
  'city;inhabitants;since\nAmsterdam;920000;1300-10-27\nUtrecht;370000;1122-06-02\nDelft;not known;1246-04-15\n'

describeInBrowser('lists of the studio', () => {
  let portals: PortalBrowser
  let visitor: Visitor
  let base: string
  beforeAll(async () => {
    portals = await openPortals()
    visitor = await portals.visit()
    const { json } = await visitor.call('GET', '/studio/workspaces')
    base = `/studio/${(json as { value: { id: string }[] }).value[0]?.id}`
    await visitor.open('/')
  })
  afterAll(() => portals?.close())

  it('makes a blank experiment, and one of a template, from the list', async () => {
    const { page, go } = visitor
    await page.getByRole('link', { name: 'My workspace' }).click()
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Experiments')
    await expectPage(page.getByRole('link', { name: 'SimpleFeatureHashingExperiment' })).toBeVisible()
    await page.getByRole('button', { name: 'New' }).click()
    await page.getByRole('menuitem', { name: 'Experiment', exact: true }).click()
    await page.getByRole('button', { name: 'Blank Experiment' }).click()
    await page.waitForURL(new RegExp(`${base}/experiments/[0-9a-f]{32}$`))
    await go(`${base}/experiments/new?q=hashing`)
    await page.getByRole('button', { name: 'Simple feature hashing' }).click()
    await page.waitForURL(new RegExp(`${base}/experiments/[0-9a-f]{32}$`))
  })

  it('renames, copies and deletes experiments, and finds them by name', async () => {
    const { page, go } = visitor
    await go(base)
    await page.getByRole('button', { name: 'More actions for Simple feature hashing' }).click()
    await page.getByRole('menuitem', { name: 'Rename' }).click()
    const rename = page.getByRole('dialog', { name: 'Rename Simple feature hashing' })
    await rename.getByRole('textbox', { name: 'Name' }).fill('Hashed')
    await rename.getByRole('button', { name: 'Rename' }).click()
    await expectPage(page.getByRole('link', { name: 'Hashed' })).toBeVisible()
    await page.getByRole('button', { name: 'More actions for Hashed' }).click()
    await page.getByRole('menuitem', { name: 'Copy' }).click()
    await expectPage(page.getByRole('link', { name: 'Hashed - Copy' })).toBeVisible()
    await page.getByRole('searchbox', { name: 'Search experiments' }).fill('Copy')
    await expectPage(page.getByRole('link', { name: 'Hashed', exact: true })).toHaveCount(0)
    await page.getByRole('checkbox', { name: 'Select Hashed - Copy' }).check()
    await page.getByRole('button', { name: 'Delete' }).click()
    const deletion = page.getByRole('alertdialog', { name: 'Delete Hashed - Copy?' })
    await deletion.getByRole('textbox').fill('Hashed - Copy')
    await deletion.getByRole('button', { name: 'Delete' }).click()
    await expectPage(page.getByRole('heading', { name: 'No experiments match “Copy”' })).toBeVisible()
  })

  it('uploads a CSV file, shows how it is read, lets that be changed, and makes a dataset of it', async () => {
    const { page, go } = visitor
    await go(`${base}/datasets`)
    await page.getByRole('link', { name: 'Upload dataset' }).click()
    await page
      .locator('input[type=file]')
      .setInputFiles({ name: 'Cities.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) })
    await expectPage(page.getByRole('table', { name: 'First rows' })).toContainText('Utrecht')
    await expectPage(page.getByRole('combobox', { name: 'Separator' })).toHaveValue(';')
    // A reload goes on where it was.
    await page.reload()
    await expectPage(page.getByRole('textbox', { name: 'Name of column 2' })).toHaveValue('inhabitants')
    await page.getByRole('combobox', { name: 'Type of inhabitants' }).selectOption('Int32')
    await page.getByRole('textbox', { name: 'Name of column 1' }).fill('town')
    expect(await axeFaults(page)).toEqual([])
    await expectPage(page.getByRole('textbox', { name: 'Name', exact: true })).toHaveValue('Cities')
    await page.getByRole('button', { name: 'Make the dataset' }).click()
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Cities')
    await expectPage(page.getByText('2 rows × 3 columns')).toBeVisible()
    await expectPage(page.getByRole('columnheader', { name: 'town String' })).toBeVisible()
    await page.getByRole('tab', { name: 'Rows not read' }).click()
    await expectPage(page.getByRole('row', { name: /^4 / })).toContainText('Delft;not known')
  })

  it('keeps files in containers: makes one, uploads, asks before it overwrites, downloads, makes a link', async () => {
    const { page, go } = visitor
    await go(`${base}/storage`)
    await page.getByRole('button', { name: 'New container' }).click()
    const dialog = page.getByRole('dialog', { name: 'New container' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill('No name')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expectPage(dialog.getByText('Use 3 to 63')).toBeVisible()
    await dialog.getByRole('textbox', { name: 'Name' }).fill('batch-input')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await page.getByRole('link', { name: 'batch-input' }).click()
    const file = { name: 'cities.csv', mimeType: 'text/csv', buffer: Buffer.from(csv) }
    await page.locator('input[type=file]').setInputFiles(file)
    await expectPage(page.getByRole('row', { name: /cities\.csv/ })).toContainText('text/csv')
    await page.locator('input[type=file]').setInputFiles({ ...file, buffer: Buffer.from('a,b\n') })
    await page
      .getByRole('alertdialog', { name: 'Overwrite cities.csv?' })
      .getByRole('button', { name: 'Overwrite' })
      .click()
    await expectPage(page.getByRole('row', { name: /cities\.csv/ })).toContainText('4 bytes')
    await page.getByRole('button', { name: 'More actions for cities.csv' }).click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('menuitem', { name: 'Download' }).click(),
    ])
    expect(download.suggestedFilename()).toBe('cities.csv')
    await page.getByRole('button', { name: 'More actions for cities.csv' }).click()
    await page.getByRole('menuitem', { name: 'Link with signature' }).click()
    await page.getByRole('button', { name: 'Make the link' }).click()
    await expectPage(page.getByRole('dialog').getByText('/batch-input/cities.csv?')).toBeVisible()
    await page.keyboard.press('Escape')
  })

  it('renames the workspace everywhere, and makes another one', async () => {
    const { page, go, faults } = visitor
    await go(`${base}/settings`)
    await page.getByRole('textbox', { name: 'Name' }).fill('Reviews')
    await page.getByRole('button', { name: 'Save' }).click()
    await expectPage(page.getByRole('button', { name: 'Workspace: Reviews' })).toBeVisible()
    await page.getByRole('button', { name: 'Reveal Primary token' }).click()
    await expectPage(page.getByText(/^[0-9a-f]{32}$/).nth(1)).toBeVisible()
    await page.getByRole('button', { name: 'Areas' }).click()
    await page.getByRole('menuitem', { name: 'Home' }).click()
    await expectPage(page.getByRole('heading', { level: 1 })).toHaveText('Home')
    await page.getByRole('button', { name: 'New', exact: true }).click()
    await page.getByRole('menuitem', { name: 'Machine Learning workspace' }).click()
    const dialog = page.getByRole('dialog', { name: 'Machine Learning workspace' })
    await dialog.getByRole('textbox', { name: 'Name' }).fill('Second')
    await dialog.getByRole('button', { name: 'Create' }).click()
    await expectPage(page.getByRole('heading', { name: 'No experiment yet' })).toBeVisible()
    expect(faults).toEqual([])
  })
})
