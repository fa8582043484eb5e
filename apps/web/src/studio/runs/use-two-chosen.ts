import { useState } from 'react'

/** Two of a list, for a comparison: a third takes the place of the one that was chosen first. */
export function useTwoChosen(): readonly [chosen: readonly string[], toggle: (id: string) => void] {
  const [chosen, setChosen] = useState<readonly string[]>([])
  const toggle = (id: string) =>
    setChosen((before) => (before.includes(id) ? before.filter((one) => one !== id) : [...before, id].slice(-2)))
  return [chosen, toggle]
}
