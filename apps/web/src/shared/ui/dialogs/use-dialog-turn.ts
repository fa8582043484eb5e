import { createContext, useContext, useEffect, useState } from 'react'

/** Whether what is drawn stands in a dialog already. */
export const InsideDialog = createContext(false)

/** What the component library takes to let go of a dialog. */
const dialogEndMs = 100

let openDialogs = 0
let lastEndMs = Number.NEGATIVE_INFINITY

/**
 * True once a dialog may open. One that came in the same moment as another goes, as happens when a page with an open
 * dialog follows another such page, would be hidden together with that one from those who listen, and keys would not
 * reach it. A dialog of a dialog, and one that comes above another, need not wait longer than the other would take to go.
 */
export function useDialogTurn(isOpen: boolean): boolean {
  const isInside = useContext(InsideDialog)
  const [hasTurn, setTurn] = useState(() => isInside || isFree())
  useEffect(() => {
    if (!isOpen) return
    openDialogs++
    return () => {
      openDialogs--
      lastEndMs = performance.now()
    }
  }, [isOpen])
  useEffect(() => {
    if (!isOpen || hasTurn) return
    const timer = setTimeout(() => setTurn(true), dialogEndMs)
    return () => clearTimeout(timer)
  }, [isOpen, hasTurn])
  return isOpen && hasTurn
}

const isFree = () => openDialogs === 0 && performance.now() - lastEndMs > dialogEndMs
