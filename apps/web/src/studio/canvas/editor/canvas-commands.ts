import type { ExperimentEdge } from '@sluice/contracts'
import type { Place, PortPlace } from '@sluice/dataflow'
import { createContext, type RefObject, use } from 'react'
import type { KeptKind } from '../../runs/kept-kinds.ts'
import type { ModuleOutput } from '../../runs/OutputMenuItems.tsx'
import type { ModuleChoice } from '../palette/module-choices.ts'

/** What a dialog of the canvas is about. */
export type CanvasDialog =
  /** Searches a module to add; `near` is the port that it should fit. */
  | { readonly kind: 'add'; readonly near?: PortPlace | undefined }
  /** `port` undefined: it is chosen first. */
  | { readonly kind: 'connect'; readonly node: string; readonly port?: PortPlace | undefined }
  | { readonly kind: 'comment'; readonly node: string }
  | { readonly kind: 'rename-group'; readonly group: string }
  | { readonly kind: 'save-as' }
  | { readonly kind: 'save-output'; readonly output: ModuleOutput; readonly as: KeptKind }

/** What the drawn canvas lends to whoever acts from elsewhere. */
export interface BoardHandle {
  readonly center: () => Place
  readonly focusModule: (id: string) => void
}

/** Everything that can be done with an experiment, from whichever part of the page. */
export interface CanvasCommands {
  readonly board: RefObject<BoardHandle | null>
  /** @returns the id of the new module */
  add(choice: ModuleChoice, options?: { readonly at?: Place; readonly connectTo?: PortPlace | undefined }): string
  remove(ids: readonly string[], edges?: readonly ExperimentEdge[]): void
  /** @returns why not, in words */
  connect(a: PortPlace, b: PortPlace): string | undefined
  disconnect(edge: ExperimentEdge): void
  /** @returns the text for the clipboard */
  copy(ids: readonly string[]): string | undefined
  /** @param text undefined: what was copied last on this page */
  paste(text: string | undefined, at?: Place): void
  duplicate(ids: readonly string[]): void
  group(ids: readonly string[]): void
  dissolve(group: string): void
  tidyUp(): void
  undo(): void
  redo(): void
  /** @param ids only these, and what they need */
  run(ids?: readonly string[]): void
  /** What the run that is shown has left at the outputs of a module, in their order. */
  outputsOf(node: string): readonly ModuleOutput[]
  visualize(node: string, port: string): void
  /** Puts the focus into the properties of a module. */
  openProperties(node: string): void
  ask(dialog: CanvasDialog | undefined): void
  /** Says politely what was done. */
  announce(text: string): void
}

export const CanvasCommandsContext = createContext<CanvasCommands | undefined>(undefined)

export function useCommands(): CanvasCommands {
  const commands = use(CanvasCommandsContext)
  if (commands === undefined) throw new Error('There are no canvas commands around this component.')
  return commands
}
