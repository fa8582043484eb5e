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
  fill: (target, text) => target.fill(text),
  choose: (option) => option.click(),
}

/** Walks to the element with Tab as somebody without a mouse does, and says so when it cannot be reached. */
export const keyboard = (page: Page): Hands => {
  const hasFocus = (target: Locator) => target.evaluate((element) => element === element.ownerDocument.activeElement)
  /** Whether arrows lead to it from where the focus is: within its menu, its list or its tabs. */
  const isInGroup = (target: Locator) =>
    target.evaluate((element) =>
      element
        .closest('[role=menu], [role=listbox], [role=tablist]')
        ?.contains(element.ownerDocument.activeElement as typeof element),
    )
  const reach = async (target: Locator) => {
    await target.waitFor()
    for (let presses = 0; presses < 100; presses++) {
      if (await hasFocus(target)) return
      const isArrow = (await isInGroup(target)) === true
      const isTab = isArrow && (await target.getAttribute('role')) === 'tab'
      await page.keyboard.press(isTab ? 'ArrowRight' : isArrow ? 'ArrowDown' : 'Tab')
    }
    throw new Error(`No key leads to ${target}.`)
  }
  return {
    async press(target) {
      await reach(target)
      const isBox = await target.evaluate((element) => (element as { readonly type?: string }).type === 'checkbox')
      await page.keyboard.press(isBox ? 'Space' : 'Enter')
    },
    async fill(target, text) {
      await reach(target)
      await page.keyboard.press('Control+a')
      await page.keyboard.insertText(text)
    },
    async choose(option, typed) {
      await page.keyboard.type(typed)
      await option.waitFor()
      await page.keyboard.press('Enter')
    },
  }
}
