import { useEffectEvent, useLayoutEffect } from 'react'

/**
 * Escape closes a dialog from the moment it is seen: the library hears keys inside of it only, and the focus comes there
 * a moment later.
 */
export function useEarlyEscape(isOpen: boolean, onClose: (() => void) | undefined): void {
  const close = useEffectEvent(() => onClose?.())
  useLayoutEffect(() => {
    if (!isOpen) return
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.defaultPrevented) return
      if (event.target instanceof Element && event.target.closest('[role=dialog], [role=alertdialog]') !== null) return
      event.preventDefault()
      close()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [isOpen])
}
