import type { Locator, Page } from '@playwright/test'
import { expectPage } from '../browser.ts'
import { reach } from './hands.ts'

/** How modules come onto the canvas and are connected. */
export interface CanvasHands {
  /** From an entry of the palette that can be seen. */
  add(entry: Locator, place: { readonly x: number; readonly y: number }): Promise<void>
  connect(from: string, to: string): Promise<void>
}

export const boardOf = (page: Page): Locator => page.getByRole('application', { name: 'Experiment canvas' })
/** A module on the canvas; its name goes on with state, inputs and outputs. */
export const moduleOf = (page: Page, title: string): Locator =>
  boardOf(page).getByRole('group', { name: new RegExp(`^${title},`) })

/** By mouse, as slowly as a hand: what lies under the pointer must hear of it before the button is let go. */
async function drag(page: Page, from: Locator, to: Locator, place?: { readonly x: number; readonly y: number }) {
  const position = place === undefined ? {} : { position: place }
  await from.hover()
  await page.mouse.down()
  await to.hover(position)
  await to.hover(position)
  await page.mouse.up()
}

export const canvasMouse = (page: Page): CanvasHands => ({
  async add(entry, place) {
    const modules = boardOf(page).getByRole('group')
    const before = await modules.count()
    await drag(page, entry, boardOf(page), place)
    await expectPage(modules).toHaveCount(before + 1)
  },
  async connect(from, to) {
    const output = boardOf(page).getByRole('button', { name: new RegExp(`^Output .* of ${from},`) })
    const input = boardOf(page).getByRole('button', { name: new RegExp(`^Input .* of ${to},`) })
    await drag(page, output, input)
  },
})

export const canvasKeyboard = (page: Page): CanvasHands => ({
  async add(entry) {
    await reach(page, entry)
    await page.keyboard.press('Enter')
  },
  async connect(from, to) {
    await reach(page, moduleOf(page, from))
    await page.keyboard.press('c')
    const dialog = page.getByRole('dialog', { name: `Connect ${from} to` })
    await dialog.waitFor()
    await page.keyboard.type(to)
    await expectPage(dialog.getByRole('option').first()).toContainText(to)
    await page.keyboard.press('Enter')
    await expectPage(dialog).toHaveCount(0)
  },
})
