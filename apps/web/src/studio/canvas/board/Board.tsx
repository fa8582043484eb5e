import '@xyflow/react/dist/base.css'
import { ReactFlowProvider } from '@xyflow/react'
import type { ModuleInfo } from '../state/module-infos.ts'
import { BoardView } from './BoardView.tsx'

/** The experiment as a drawing that is worked on. */
export const Board = ({ infos }: { readonly infos: ReadonlyMap<string, ModuleInfo> }) => (
  <ReactFlowProvider>
    <BoardView infos={infos} />
  </ReactFlowProvider>
)
