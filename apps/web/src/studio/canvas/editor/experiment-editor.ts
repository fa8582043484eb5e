import type { ExperimentGraph, ExperimentNode } from '@sluice/contracts'
import type { CatalogueEntry, ModulePortsById } from '@sluice/dataflow'
import { createContext, use } from 'react'
import { useStore } from 'zustand'
import type { EditorState, EditorStore } from './editor-store.ts'

/** What every part of the page about an experiment works on. */
export interface ExperimentEditor {
  readonly experimentId: string
  readonly store: EditorStore
  /** A run's graph, a narrow window, or a reader without the right to change. */
  readonly isReadOnly: boolean
  readonly catalogue: ReadonlyMap<string, CatalogueEntry>
  readonly ports: ModulePortsById
  /** As it stands on the canvas: of a dataset, its own name. */
  readonly titleOf: (node: Pick<ExperimentNode, 'module' | 'parameters'>) => string
}

export const ExperimentEditorContext = createContext<ExperimentEditor | undefined>(undefined)

export function useEditor(): ExperimentEditor {
  const editor = use(ExperimentEditorContext)
  if (editor === undefined) throw new Error('No experiment is open around this component.')
  return editor
}

export const useEditorState = <Value>(select: (state: EditorState) => Value): Value =>
  useStore(useEditor().store.state, select)

export const useGraph = (): ExperimentGraph => useEditorState(({ graph }) => graph)
export const useSelection = (): readonly string[] => useEditorState(({ selection }) => selection)

/** How a port is called: its title, or its name. */
export function portTitle(entry: CatalogueEntry | undefined, side: 'input' | 'output', port: string): string {
  const ports = side === 'input' ? entry?.inputs : entry?.outputs
  return ports?.find(({ name }) => name === port)?.title ?? port
}
