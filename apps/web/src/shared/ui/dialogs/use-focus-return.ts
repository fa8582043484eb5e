import { useEffect, useRef } from 'react'

/**
 * Puts the focus back on what opened a dialog when it is closed, or gone, and nothing else has taken the focus: on the
 * title of the page where the opener is no more. For dialogs that are opened by an address or by state, not by a trigger.
 */
export function useFocusReturn(isOpen: boolean): void {
  const opener = useRef<Element>(undefined)
  // Read while it is drawn: the dialog takes the focus before effects run.
  if (!isOpen) opener.current = undefined
  else opener.current ??= readOpener()
  useEffect(() => {
    if (!isOpen) return
    const before = opener.current
    return () => {
      setTimeout(() => {
        if (document.activeElement !== document.body && document.activeElement !== null) return
        // The next dialog came as this one went: with the focus behind it, it would be hidden from those who listen.
        const next = document.querySelector('[role=dialog][aria-modal=true], [role=alertdialog][aria-modal=true]')
        if (next !== null) {
          next.querySelector<HTMLElement>('button:not([disabled]), [href], input, [tabindex="0"]')?.focus()
          return
        }
        const target = before?.isConnected === true ? before : document.querySelector('main h1')
        if (target instanceof HTMLElement) target.focus()
      }, 50)
    }
  }, [isOpen])
}

/** What has the focus; of an item of a menu, which goes with it, the button of the menu. */
function readOpener(): Element | undefined {
  const focused = document.activeElement
  if (focused === null || focused === document.body) return undefined
  const button = focused.closest('[role=menu]')?.getAttribute('aria-labelledby') ?? ''
  return document.getElementById(button) ?? focused
}
