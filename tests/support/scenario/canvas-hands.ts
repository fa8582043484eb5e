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

export const canvasMouse = (page: Page): CanvasHands => ({
  add: (entry, place) => entry.dragTo(boardOf(page), { targetPosition: place }),
  async connect(from, to) {
    const output = boardOf(page).getByRole('button', { name: new RegExp(`^Output .* of ${from},`) })
    const input = boardOf(page).getByRole('button', { name: new RegExp(`^Input .* of ${to},`) })
    await output.dragTo(input)
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
