import type { Locator, Page } from '@playwright/test'

/** How a step is done: by mouse and keys as people mix them, or by keys alone. */
export interface Hands {
  /** Activates what is found. */
  press(target: Locator): Promise<void>
  fill(target: Locator, text: string): Promise<void>
  /** Takes the option of the list that is open. */
  choose(option: Locator, typed: string): Promise<void>
}

export const mouse: Hands = {
  press: (target) => target.click(),
  async fill(target, text) {
    const isEditor = (await target.getAttribute('contenteditable')) === 'true'
    if (!isEditor) return target.fill(text)
    await target.click()
    await target.press('Control+a')
    return target.page().keyboard.insertText(text)
  },
  choose: (option) => option.click(),
}

/** Of the keys that lead from where the focus is towards an element, one. */
const keyTowards = (target: Locator): Promise<string> =>
  target.evaluate((element) => {
    const active = element.ownerDocument.activeElement
    const group = element.closest('[role=menu], [role=listbox], [role=tablist], [role=toolbar], [role=tree]')
    // Arrows lead within a menu, a list, tabs, tools or a tree; Tab to all else.
    if (active === null || group?.contains(active) !== true) return 'Tab'
    if (element.role === 'tab' || group.role === 'toolbar') return 'ArrowRight'
    const isAbove = (active.compareDocumentPosition(element) & active.DOCUMENT_POSITION_PRECEDING) !== 0
    return isAbove && element.role === 'treeitem' ? 'ArrowUp' : 'ArrowDown'
  })

/** Walks to the element as somebody without a mouse does. @throws when no key leads there */
export async function reach(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  const hasFocus = () =>
    target.evaluate((element) => {
      const active = element.ownerDocument.activeElement
      // In some lists the list keeps the focus and names the option that is meant.
      return element === active || (element.id !== '' && active?.getAttribute('aria-activedescendant') === element.id)
    })
  for (let presses = 0; presses < 100; presses++) {
    if (await hasFocus()) return
    await page.keyboard.press(await keyTowards(target))
  }
  throw new Error(`No key leads to ${target}.`)
}

export const keyboard = (page: Page): Hands => ({
  async press(target) {
    await reach(page, target)
    const isMarked = await target.evaluate(
      (element) =>
        (element as { readonly type?: string }).type === 'checkbox' ||
        element.closest('[aria-multiselectable=true]') !== null,
    )
    // Where arrows mark what they come to, there is nothing left to do.
    if (isMarked && (await target.getAttribute('aria-selected')) === 'true') return
    await page.keyboard.press(isMarked ? 'Space' : 'Enter')
  },
  async fill(target, text) {
    await reach(page, target)
    await page.keyboard.press('Control+a')
    await page.keyboard.insertText(text)
  },
  async choose(option, typed) {
    await page.keyboard.type(typed)
    await option.waitFor()
    await page.keyboard.press('Enter')
  },
})
