import type { ExperimentEdge } from '@sluice/contracts'
import type { Place, PortPlace } from '@sluice/dataflow'
import { createContext, use } from 'react'
import { createStore, type StoreApi } from 'zustand'

/** A connection that is being made: where it begins, and where it may end. */
export interface Connecting {
  readonly from: PortPlace | undefined
  /** Keys of ports. */
  readonly possible: ReadonlySet<string>
}

export const portKey = ({ node, port, side }: PortPlace): string => `${side} ${node} ${port}`

const nothing: Connecting = { from: undefined, possible: new Set() }
export const createConnecting = (): StoreApi<Connecting> => createStore<Connecting>(() => nothing)
export const endConnecting = (connecting: StoreApi<Connecting>): void => connecting.setState(nothing)

/** What a menu is about, and what it hangs on. */
export type BoardMenuTarget = { readonly anchor: Element | Place } & (
  | { readonly kind: 'module'; readonly node: string }
  | { readonly kind: 'output'; readonly node: string; readonly port: string }
  | { readonly kind: 'connection'; readonly edge: ExperimentEdge }
  | { readonly kind: 'board'; readonly at: Place }
  | { readonly kind: 'group'; readonly group: string }
)

export interface BoardParts {
  readonly connecting: StoreApi<Connecting>
  readonly openMenu: (target: BoardMenuTarget) => void
}

export const BoardContext = createContext<BoardParts | undefined>(undefined)

export function useBoard(): BoardParts {
  const parts = use(BoardContext)
  if (parts === undefined) throw new Error('There is no canvas around this component.')
  return parts
}
